package com.example.shop.common.messaging;

import org.jspecify.annotations.Nullable;

/// Carries a trace over the gap between two threads, processes or days: as text in an outbox row and a Kafka header.
public interface TraceCarrier {

    /// Where the current work stands in its trace, as a W3C `traceparent`; null if it is
    /// in none.
    @Nullable String current();

    /// Starts the sending of an event. The thread goes on with what it did: many events
    /// are
    /// in flight at once.
    Leg sending(String eventType, @Nullable String trace);

    /// Starts the handling of an event; until it ends, what this thread logs carries the
    /// trace's id.
    Leg receiving(String eventType, @Nullable String trace);

    /// One leg of the trace's way.
    interface Leg extends AutoCloseable {

        /// What to hand on, so that the next leg follows this one.
        @Nullable String trace();

        void failed(Throwable cause);

        @Override
        void close();

    }

}
