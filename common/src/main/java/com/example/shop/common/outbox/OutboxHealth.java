package com.example.shop.common.outbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Shows the outbox in the health of the management port. A backlog does not make a service unhealthy: it works on, and
/// restarting it would not send a single event.
final class OutboxHealth implements HealthIndicator {

    private final Backlog backlog;

    private final RelayMetrics relay;

    OutboxHealth(Backlog backlog, RelayMetrics relay) {
        this.backlog = backlog;
        this.relay = relay;
    }

    @Override
    public Health health() {
        Backlog.Sample sample = this.backlog.sample();
        return Health.up()
            .withDetail("waiting", sample.waiting())
            .withDetail("oldestSeconds", sample.oldestSeconds())
            .withDetail("parked", sample.parked())
            .withDetail("leader", this.relay.isLeading())
            .build();
    }

}
