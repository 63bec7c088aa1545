package com.example.shop.common.problem;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/// HTTP/1.1 as Tomcat speaks it, with {@link StrictHttp11Processor}. Public, for Tomcat makes it by its name.
public class StrictHttp11Protocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new StrictHttp11Processor(this, getAdapter());
    }

}
