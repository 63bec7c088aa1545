package com.example.shop.gateway.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/// Knows when an open breaker will let the next request try, which the breaker itself does not tell.
final class OpenTime {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Clock clock;

    private volatile Instant end = Instant.MIN;

    private OpenTime(Clock clock) {
        this.clock = clock;
    }

    static OpenTime of(CircuitBreaker breaker, Clock clock) {
        OpenTime openTime = new OpenTime(clock);
        breaker.getEventPublisher().onStateTransition((event) -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                long wait = breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1);
                openTime.end = clock.instant().plusMillis(wait);
            }
        });
        return openTime;
    }

    /// At least a second, which is the unit of `Retry-After`.
    Duration remaining() {
        Instant now = this.clock.instant();
        if (this.end.isBefore(now)) {
            return SHORTEST;
        }
        Duration remaining = Duration.between(now, this.end);
        return remaining.compareTo(SHORTEST) < 0 ? SHORTEST : remaining;
    }

}
