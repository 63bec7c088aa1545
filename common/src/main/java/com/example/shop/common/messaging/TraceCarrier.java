package com.example.shop.common.messaging;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/// Carries a trace over the gap between two threads, processes or days: as a W3C `traceparent` in an outbox row and a Kafka
/// header. Sending and handling an event each get a span of their own. Without tracing, the trace that others began is
/// passed on unchanged.
public final class TraceCarrier {

    private final Tracer tracer;

    private final Propagator propagator;

    public TraceCarrier(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /// The `traceparent` of the current work; null if it is in no trace.
    public @Nullable String current() {
        TraceContext context = this.tracer.currentTraceContext().context();
        return (context == null) ? null : traceparent(context);
    }

    /// Starts the sending of an event. The thread goes on with what it did: many events
    /// are in flight at once.
    public Leg sending(String eventType, @Nullable String trace) {
        Span span = continued(trace, "send", eventType, Span.Kind.PRODUCER);
        String next = traceparent(span.context());
        return new Leg(span, (next == null) ? trace : next, () -> {
        });
    }

    /// Starts the handling of an event; until it ends, what this thread logs carries the
    /// trace's id.
    public Leg receiving(String eventType, @Nullable String trace) {
        Span span = continued(trace, "handle", eventType, Span.Kind.CONSUMER);
        return new Leg(span, trace, this.tracer.withSpan(span));
    }

    private Span continued(@Nullable String trace, String verb, String eventType, Span.Kind kind) {
        Map<String, String> carrier = (trace == null) ? Map.of() : Map.of(EventRecords.TRACEPARENT, trace);
        String name = verb + " " + eventType.substring(eventType.lastIndexOf('.') + 1);
        return this.propagator.extract(carrier, Map::get).name(name).kind(kind).start();
    }

    private @Nullable String traceparent(TraceContext context) {
        Map<String, String> carrier = new HashMap<>();
        this.propagator.inject(context, carrier, (_, name, value) -> carrier.put(name, value));
        return carrier.get(EventRecords.TRACEPARENT);
    }

    /// One leg of the trace's way.
    ///
    /// @param trace what to pass on, so that the next leg follows this one
    public record Leg(Span span, @Nullable String trace, Tracer.SpanInScope scope) implements AutoCloseable {

        public void failed(Throwable cause) {
            this.span.error(cause);
        }

        @Override
        public void close() {
            this.scope.close();
            this.span.end();
        }

    }

}
