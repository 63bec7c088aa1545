package com.example.shop.common.outbox;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Shows the outbox in the health of the management port. A backlog, or a broker that is away, does not make a service
/// unhealthy: it works on, and restarting it would not send a single event. A relay that ends by itself does.
final class OutboxHealth implements HealthIndicator {

    private final Backlog backlog;

    private final RelayStatus relay;

    OutboxHealth(Backlog backlog, RelayStatus relay) {
        this.backlog = backlog;
        this.relay = relay;
    }

    @Override
    public Health health() {
        Backlog.Sample sample = this.backlog.sample();
        boolean down = this.relay.trouble().filter(RelayStatus.Trouble::unexpected).isPresent();
        return (down ? Health.down() : Health.up()).withDetail("waiting", sample.waiting())
            .withDetail("oldestSeconds", sample.oldestSeconds())
            .withDetail("parked", sample.parked())
            .withDetail("leader", this.relay.isLeader())
            .withDetail("wrong", wrong(sample))
            .build();
    }

    private List<String> wrong(Backlog.Sample sample) {
        List<String> wrong = new ArrayList<>();
        this.relay.trouble().map(RelayStatus.Trouble::text).ifPresent(wrong::add);
        if (sample.isUnknown()) {
            wrong.add("The backlog is unknown, for the database does not answer");
        }
        if (sample.parked() > 0) {
            wrong.add("Parked events wait for an operator, and later ones of their aggregates behind them");
        }
        if (this.backlog.isOverLimit()) {
            wrong.add("The backlog is over its limit, so no event can be appended");
        }
        return wrong;
    }

}
