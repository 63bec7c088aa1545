package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/// What the relay of this process did and what keeps it from its work, for metrics and health.
final class RelayStatus {

    private final Clock clock;

    private final Counter sent;

    private final Counter parked;

    private final Counter failedRounds;

    private final AtomicInteger leader = new AtomicInteger();

    private volatile @Nullable Trouble trouble;

    RelayStatus(Clock clock, MeterRegistry registry) {
        this.clock = clock;
        this.sent = Counter.builder("outbox.sent")
            .description("Events that Kafka acknowledged and that left the outbox")
            .register(registry);
        this.parked = Counter.builder("outbox.parked")
            .description("Events that were parked because Kafka refuses them")
            .register(registry);
        this.failedRounds = Counter.builder("outbox.failed.rounds")
            .description("Rounds of the relay that ended because the broker could not be reached")
            .register(registry);
        registry.gauge("outbox.leader", this.leader);
    }

    void sent(int events) {
        this.sent.increment(events);
    }

    void parked() {
        this.parked.increment();
    }

    void roundFailed() {
        this.failedRounds.increment();
    }

    void leader(boolean now) {
        this.leader.set(now ? 1 : 0);
    }

    boolean isLeader() {
        return this.leader.get() == 1;
    }

    /// The relay cannot work and tries again. Trouble that goes on keeps its beginning,
    /// whatever failed last.
    /// @param unexpected whether it is an error in the relay itself
    /// @return whether it could work until now
    boolean troubled(String what, Throwable cause, boolean unexpected) {
        Trouble before = this.trouble;
        Instant since = (before == null) ? this.clock.instant() : before.since();
        this.trouble = new Trouble(what, since, String.valueOf(cause.getMessage()), unexpected);
        return before == null;
    }

    void recovered() {
        this.trouble = null;
    }

    Optional<Trouble> trouble() {
        return Optional.ofNullable(this.trouble);
    }

    record Trouble(String what, Instant since, String why, boolean unexpected) {

        String text() {
            return "%s, since %s: %s".formatted(this.what, this.since, this.why);
        }

    }

}
