package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/// Shows the replication slot as metrics and in the health of the management port. A lost slot makes the service unhealthy:
/// it refuses to write events, and only an operator can change that. Looked up at most every few seconds.
final class LogSlotWatch implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(LogSlotWatch.class);

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final LogSlot slot;

    private final JdbcTemplate jdbc;

    private final Clock clock;

    private LogSlot.@Nullable State state;

    private Instant lookedAt = Instant.MIN;

    LogSlotWatch(LogSlot slot, JdbcTemplate jdbc, Clock clock) {
        this.slot = slot;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void bindTo(MeterRegistry meters) {
        gauge(meters, "outbox.slot.lag", "bytes", "Of the database's log, what is not confirmed", LogSlot.State::lag);
        gauge(meters, "outbox.slot.safe", "bytes", "Of the log, what can be written before the slot is in danger",
                LogSlot.State::safe);
        gauge(meters, "outbox.slot.active", null, "Whether somebody reads from the slot",
                state -> state.active() ? 1 : 0);
        gauge(meters, "outbox.slot.lost", null, "Whether the slot is lost, and perhaps events with it",
                state -> state.isLost() ? 1 : 0);
    }

    private void gauge(MeterRegistry meters, String name, @Nullable String unit, String description,
            ToDoubleFunction<LogSlot.State> value) {
        Gauge.builder(name, this, watch -> {
            LogSlot.State state = watch.state();
            return (state == null) ? Double.NaN : value.applyAsDouble(state);
        }).description(description).baseUnit(unit).register(meters);
    }

    @Override
    public Health health() {
        LogSlot.State state = state();
        if (state == null) {
            return Health.unknown().build();
        }
        Health.Builder health = state.isLost() ? Health.down().withDetail("trouble", state.trouble(this.slot.name()))
                : Health.up();
        return health.withDetail("slot", this.slot.name())
            .withDetail("active", state.active())
            .withDetail("lagBytes", state.lag())
            .withDetail("safeBytes", state.safe())
            .withDetail("walStatus", (state.walStatus() == null) ? "gone" : state.walStatus())
            .build();
    }

    private synchronized LogSlot.@Nullable State state() {
        Instant now = this.clock.instant();
        if (this.lookedAt.isBefore(now.minus(FRESH))) {
            this.state = look();
            this.lookedAt = now;
        }
        return this.state;
    }

    private LogSlot.@Nullable State look() {
        try {
            return this.jdbc.execute((ConnectionCallback<LogSlot.State>) this.slot::state);
        }
        catch (DataAccessException away) {
            log.debug("The state of the slot is unknown", away);
            return null;
        }
    }

}
