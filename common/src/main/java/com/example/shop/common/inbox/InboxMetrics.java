package com.example.shop.common.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What became of the events that arrived.
final class InboxMetrics {

    private final MeterRegistry registry;

    private final Counter duplicates;

    private final Counter unknown;

    private final Counter notForUs;

    private final Counter retries;

    InboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duplicates = Counter.builder("inbox.duplicates")
            .description("Copies of events that were handled before")
            .register(registry);
        this.unknown = Counter.builder("inbox.unknown")
            .description("Events skipped because their type is not known to this release")
            .register(registry);
        this.notForUs = Counter.builder("inbox.not.for.us")
            .description("Events skipped because this service has no handler for their type")
            .register(registry);
        this.retries = Counter.builder("inbox.retries")
            .description("Events that failed and are tried again")
            .register(registry);
    }

    void handled(String type) {
        Counter.builder("inbox.handled")
            .description("Events handled")
            .tag("type", type)
            .register(this.registry)
            .increment();
    }

    void duplicate() {
        this.duplicates.increment();
    }

    void unknown() {
        this.unknown.increment();
    }

    void notForUs() {
        this.notForUs.increment();
    }

    void retry() {
        this.retries.increment();
    }

    void deadLetter(String topic) {
        Counter.builder("inbox.dead.letters")
            .description("Records given up on and written to the dead letters")
            .tag("topic", topic)
            .register(this.registry)
            .increment();
    }

}
