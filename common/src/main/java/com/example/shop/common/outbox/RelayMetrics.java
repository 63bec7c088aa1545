package com.example.shop.common.outbox;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What the relay of this process did.
final class RelayMetrics {

    private final Counter sent;

    private final Counter parked;

    private final Counter failed;

    private final AtomicInteger leading = new AtomicInteger();

    RelayMetrics(MeterRegistry registry) {
        this.sent = Counter.builder("outbox.sent")
            .description("Events that Kafka acknowledged and that left the outbox")
            .register(registry);
        this.parked = Counter.builder("outbox.parked")
            .description("Events that were put aside because Kafka refuses them")
            .register(registry);
        this.failed = Counter.builder("outbox.failed.rounds")
            .description("Rounds of the relay that ended because the broker could not be reached")
            .register(registry);
        registry.gauge("outbox.leader", this.leading);
    }

    void sent(int events) {
        this.sent.increment(events);
    }

    void parked() {
        this.parked.increment();
    }

    void failed() {
        this.failed.increment();
    }

    void leading(boolean now) {
        this.leading.set(now ? 1 : 0);
    }

    boolean isLeading() {
        return this.leading.get() == 1;
    }

}
