package com.example.shop.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;

/// The time of cache and rate limits, which passes when the test says so.
public final class ManualTime implements Ticker, TimeMeter {

    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());

    public void pass(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

    @Override
    public long read() {
        return this.nanos.get();
    }

    @Override
    public long currentTimeNanos() {
        return this.nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }

}
