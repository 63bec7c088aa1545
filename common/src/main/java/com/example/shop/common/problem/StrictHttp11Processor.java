package com.example.shop.common.problem;

import java.nio.charset.StandardCharsets;

import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/// Refuses a body with two lengths, `Content-Length` beside `Transfer-Encoding`, which Tomcat mends, as the standard
/// allows: it is how one request is made to look like two to another hop. And it tells a long address from long headers,
/// which Tomcat both calls a bad request.
class StrictHttp11Processor extends Http11Processor {

    private static final String TOO_LARGE = StringManager.getManager(Http11InputBuffer.class)
        .getString("iib.requestheadertoolarge.error");

    private static final String FOUND = StrictHttp11Processor.class.getName();

    private final int mostHeaders;

    StrictHttp11Processor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
        this.mostHeaders = protocol.getMaxHeaderCount();
    }

    /// Called when the headers have been read and before anybody acts on them.
    @Override
    protected void parseHost(@Nullable MessageBytes host) {
        super.parseHost(host);
        if (hasTwoLengths()) {
            this.response.setStatus(ProblemType.BAD_REQUEST.status().value());
            setErrorState(ErrorState.CLOSE_CLEAN, null);
        }
    }

    /// Tomcat goes on to check what it has read so far, and may end here once more, as a
    /// bad request; so what was found first is kept with the request.
    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
        super.setErrorState(state, cause);
        if (cause instanceof IllegalArgumentException && TOO_LARGE.equals(cause.getMessage())) {
            this.request.setAttribute(FOUND,
                    this.request.requestURI().isNull() ? ProblemType.URI_TOO_LONG : ProblemType.HEADERS_TOO_LARGE);
        }
        else if (cause instanceof IllegalStateException && hasTooManyHeaders()) {
            this.request.setAttribute(FOUND, ProblemType.HEADERS_TOO_LARGE);
        }
        if (this.request.getAttribute(FOUND) instanceof ProblemType found) {
            this.response.setStatus(found.status().value());
        }
    }

    private boolean hasTooManyHeaders() {
        return this.request.getMimeHeaders().size() >= this.mostHeaders;
    }

    /// Tomcat has dropped the second length by now, so the bytes as they came are asked.
    private boolean hasTwoLengths() {
        if (this.request.getMimeHeaders().getValue("transfer-encoding") == null) {
            return false;
        }
        ByteChunk address = this.request.requestURI().getByteChunk();
        String received = new String(address.getBuffer(), address.getStart(),
                address.getBuffer().length - address.getStart(), StandardCharsets.ISO_8859_1);
        return received.lines()
            .takeWhile((line) -> !line.isEmpty())
            .anyMatch((line) -> line.regionMatches(true, 0, "content-length", 0, "content-length".length()));
    }

}
