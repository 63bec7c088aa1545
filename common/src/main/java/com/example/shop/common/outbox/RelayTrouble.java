package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// What keeps the relay of this process from its work, since when and why; for people who look at its health.
final class RelayTrouble {

    private final Clock clock;

    private volatile @Nullable Trouble current;

    RelayTrouble(Clock clock) {
        this.clock = clock;
    }

    /// Trouble that goes on keeps its beginning, whatever it was that failed last.
    void happened(String what, Throwable failure) {
        Trouble before = this.current;
        Instant since = (before == null) ? this.clock.instant() : before.since();
        this.current = new Trouble(what, since, String.valueOf(failure.getMessage()));
    }

    void ended() {
        this.current = null;
    }

    Optional<String> told() {
        return Optional.ofNullable(this.current)
            .map(trouble -> "%s, since %s: %s".formatted(trouble.what(), trouble.since(), trouble.why()));
    }

    private record Trouble(String what, Instant since, String why) {
    }

}
