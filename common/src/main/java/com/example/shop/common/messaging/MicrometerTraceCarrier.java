package com.example.shop.common.messaging;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/// Gives each leg a span of its own, child of the one before.
final class MicrometerTraceCarrier implements TraceCarrier {

    private final Tracer tracer;

    private final Propagator propagator;

    MicrometerTraceCarrier(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    public @Nullable String current() {
        TraceContext context = this.tracer.currentTraceContext().context();
        return (context == null) ? null : traceparent(context);
    }

    @Override
    public Leg sending(String eventType, @Nullable String trace) {
        Span span = continued(trace, "send " + shortName(eventType), Span.Kind.PRODUCER);
        return new SpanLeg(span, traceparent(span.context()), null);
    }

    @Override
    public Leg receiving(String eventType, @Nullable String trace) {
        Span span = continued(trace, "handle " + shortName(eventType), Span.Kind.CONSUMER);
        return new SpanLeg(span, traceparent(span.context()), this.tracer.withSpan(span));
    }

    private Span continued(@Nullable String trace, String name, Span.Kind kind) {
        Map<String, String> carrier = (trace == null) ? Map.of() : Map.of(EventRecords.TRACEPARENT, trace);
        return this.propagator.extract(carrier, Map::get).name(name).kind(kind).start();
    }

    private @Nullable String traceparent(TraceContext context) {
        Map<String, String> carrier = new HashMap<>();
        this.propagator.inject(context, carrier, (map, name, value) -> {
            if (map != null) {
                map.put(name, value);
            }
        });
        return carrier.get(EventRecords.TRACEPARENT);
    }

    private static String shortName(String eventType) {
        return eventType.substring(eventType.lastIndexOf('.') + 1);
    }

    private record SpanLeg(Span span, @Nullable String trace, Tracer.@Nullable SpanInScope scope) implements Leg {

        @Override
        public void failed(Throwable cause) {
            this.span.error(cause);
        }

        @Override
        public void close() {
            if (this.scope != null) {
                this.scope.close();
            }
            this.span.end();
        }

    }

}
