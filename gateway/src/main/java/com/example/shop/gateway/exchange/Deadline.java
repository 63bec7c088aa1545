package com.example.shop.gateway.exchange;

import java.time.Duration;

/// The moment by which the services must have answered the current request, all attempts together.
///
/// @param nanoTime on the clock of {@link System#nanoTime()}, which no correction of the wall clock moves
public record Deadline(long nanoTime) {

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// Does the work with this deadline; whatever it asks of a service waits no longer.
    public <T, X extends Throwable> T bounding(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, this.nanoTime - System.nanoTime()));
    }

    public boolean passed() {
        return remaining().isZero();
    }

    /// How long to wait at most, or the limit given if the current request has no
    /// deadline. Never zero, which HTTP clients take for "forever".
    static Duration remainingOr(Duration limit) {
        Duration remaining = CURRENT.isBound() ? CURRENT.get().remaining() : limit;
        return remaining.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : remaining;
    }

}
