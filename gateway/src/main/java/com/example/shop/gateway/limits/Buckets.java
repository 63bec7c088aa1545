package com.example.shop.gateway.limits;

import java.time.Duration;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.PlatformProblem;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// One token bucket per caller. A bucket that is full again is forgotten: a new one would be the same.
final class Buckets {

    /// More callers are not remembered: the longest idle are forgotten first.
    private static final int MAX_CALLERS = 100_000;

    private final Bandwidth rate;

    private final TimeMeter clock;

    private final Counter refused;

    private final Cache<String, Bucket> buckets;

    Buckets(String name, int burst, int perMinute, TimeMeter clock, MeterRegistry metrics) {
        this.rate = Bandwidth.builder().capacity(burst).refillGreedy(perMinute, Duration.ofMinutes(1)).build();
        this.clock = clock;
        this.refused = Counter.builder("gateway.rate.limited")
            .description("Requests refused with 429")
            .tag("limit", name)
            .register(metrics);
        this.buckets = Caffeine.newBuilder()
            .maximumSize(MAX_CALLERS)
            .expireAfterAccess(Duration.ofSeconds(60L * burst / perMinute + 1))
            .ticker(clock::currentTimeNanos)
            .build();
    }

    /// Takes one request from the caller's bucket.
    /// @throws ProblemException 429 if it is empty
    void take(String caller) {
        ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw refusal(probe.getNanosToWaitForRefill());
        }
    }

    void giveBack(String caller) {
        bucket(caller).addTokens(1);
    }

    private Bucket bucket(String caller) {
        return this.buckets.get(caller,
                (_) -> Bucket.builder().addLimit(this.rate).withCustomTimePrecision(this.clock).build());
    }

    private ProblemException refusal(long nanosToWait) {
        this.refused.increment();
        return new ProblemException(PlatformProblem.RATE_LIMITED,
                "Wait as long as Retry-After says, then ask less often.", Duration.ofNanos(nanosToWait));
    }

}
