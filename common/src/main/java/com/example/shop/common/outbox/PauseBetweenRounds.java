package com.example.shop.common.outbox;

import java.time.Duration;

/// How long the leader pauses after a round, so that under load a round carries many events: it costs the database and Kafka
/// much the same for one event as for a hundred. The pause grows with what the round before carried, so that a single event
/// is not held up.
///
/// Without it a service with 16 writers reached 0.65 of a business row alone, with it 0.71 (`benchmarks/run --quick --only
/// ours --scenarios drain`, 2026-11-27, two busy cores, one round each).
final class PauseBetweenRounds {

    private static final Duration PER_EVENT = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofMillis(20);

    private PauseBetweenRounds() {
    }

    /// @param events that were acknowledged in the round
    static Duration after(int events) {
        Duration pause = PER_EVENT.multipliedBy(events);
        return (pause.compareTo(LONGEST) < 0) ? pause : LONGEST;
    }

}
