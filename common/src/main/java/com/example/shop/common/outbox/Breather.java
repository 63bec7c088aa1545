package com.example.shop.common.outbox;

import java.time.Duration;

/// How long the relay pauses between two rounds. A round costs the database and Kafka much the same however many events it
/// has; so if many come, the next ones are gathered for a moment. A trickle is not held up, and neither is what piles up
/// behind one slow round: what counts is the mean of the last second, in which older rounds weigh exponentially less.
///
/// It is used by one thread.
final class Breather {

    private static final double MEMORY = Duration.ofSeconds(1).toNanos();

    private final double longest;

    private final double from;

    private double perSecond;

    private long last;

    /// @param longest pause
    /// @param from so many events a second on there is one; with twice as many, the
    /// longest
    Breather(Duration longest, int from, long nanoTime) {
        this.longest = longest.toNanos();
        this.from = from;
        this.last = nanoTime;
    }

    /// Counts what a round has sent.
    void sent(int events, long nanoTime) {
        double faded = Math.exp((this.last - nanoTime) / MEMORY);
        this.perSecond = this.perSecond * faded + events;
        this.last = nanoTime;
    }

    /// The pause from now on, in nanoseconds.
    long nanos() {
        return (long) (this.longest * Math.clamp((this.perSecond - this.from) / this.from, 0, 1));
    }

}
