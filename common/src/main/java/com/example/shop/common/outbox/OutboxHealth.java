package com.example.shop.common.outbox;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Shows the outbox in the health of the management port. A backlog does not make a service unhealthy: it works on, and
/// restarting it would not send a single event.
final class OutboxHealth implements HealthIndicator {

    private final Backlog backlog;

    private final BacklogLimit limit;

    private final RelayMetrics relay;

    private final RelayTrouble trouble;

    OutboxHealth(Backlog backlog, BacklogLimit limit, RelayMetrics relay, RelayTrouble trouble) {
        this.backlog = backlog;
        this.limit = limit;
        this.relay = relay;
        this.trouble = trouble;
    }

    @Override
    public Health health() {
        Backlog.Sample sample = this.backlog.sample();
        return Health.up()
            .withDetail("waiting", sample.waiting())
            .withDetail("oldestSeconds", sample.oldestSeconds())
            .withDetail("parked", sample.parked())
            .withDetail("leader", this.relay.isLeading())
            .withDetail("wrong", wrong(sample))
            .build();
    }

    private List<String> wrong(Backlog.Sample sample) {
        List<String> wrong = new ArrayList<>();
        this.trouble.told().ifPresent(wrong::add);
        if (sample.isUnknown()) {
            wrong.add("The database does not say what waits");
        }
        if (sample.parked() > 0) {
            wrong.add("Parked events wait for an operator, and later ones of their aggregates behind them");
        }
        if (this.limit.isReached()) {
            wrong.add("The backlog is over its limit, so nobody can append an event");
        }
        return wrong;
    }

}
