package com.example.shop.localplatform.infrastructure;

import org.jspecify.annotations.Nullable;

/// Holds the one infrastructure that all tests of a JVM share.
enum SharedInfrastructure {

    INSTANCE;

    private @Nullable Infrastructure infrastructure;

    synchronized Infrastructure get() {
        Infrastructure started = this.infrastructure;
        if (started == null) {
            started = Infrastructure.start();
            this.infrastructure = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "infrastructure-close"));
        }
        return started;
    }

}
