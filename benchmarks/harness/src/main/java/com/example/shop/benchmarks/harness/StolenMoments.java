package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Notes when the host gave this machine's processors to others: what took its time then took the host's.
final class StolenMoments implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    /// The kernel counts in ticks, and tells of one when it is full.
    private static final long SLACK = Duration.ofMillis(100).toNanos();

    private final ConcurrentSkipListMap<Long, Long> stolenBefore = new ConcurrentSkipListMap<>();

    private final Thread thread;

    private StolenMoments() {
        this.thread = Thread.ofVirtual().name("stolen-moments").start(this::watchOn);
    }

    static StolenMoments watch() {
        return new StolenMoments();
    }

    private void watchOn() {
        try {
            while (true) {
                this.stolenBefore.put(System.nanoTime(), ProcessorTime.now().stolen());
                Thread.sleep(INTERVAL);
            }
        }
        catch (InterruptedException | IOException _) {
            // All is seen, or what comes is not known and counts as stolen.
        }
    }

    /// @param begin as `System.nanoTime`
    /// @return whether something was stolen between the two, or not known
    boolean within(long begin, long end) {
        Map.Entry<Long, Long> before = this.stolenBefore.floorEntry(begin - SLACK);
        Map.Entry<Long, Long> after = this.stolenBefore.ceilingEntry(end + SLACK);
        return before == null || after == null || !before.getValue().equals(after.getValue());
    }

    @Override
    public void close() {
        this.thread.interrupt();
    }

}
