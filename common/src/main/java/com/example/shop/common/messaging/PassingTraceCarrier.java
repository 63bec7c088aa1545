package com.example.shop.common.messaging;

import org.jspecify.annotations.Nullable;

/// For services without tracing: adds no leg of its own, but hands on the trace that others began.
final class PassingTraceCarrier implements TraceCarrier {

    @Override
    public @Nullable String current() {
        return null;
    }

    @Override
    public Leg sending(String eventType, @Nullable String trace) {
        return new PassingLeg(trace);
    }

    @Override
    public Leg receiving(String eventType, @Nullable String trace) {
        return new PassingLeg(trace);
    }

    private record PassingLeg(@Nullable String trace) implements Leg {

        @Override
        public void failed(Throwable cause) {
            // There is no tracing to report it to.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }

    }

}
