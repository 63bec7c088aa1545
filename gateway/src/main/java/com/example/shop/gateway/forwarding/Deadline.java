package com.example.shop.gateway.forwarding;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/// The moment by which a service must have answered the current request, all attempts together. Whatever is still in
/// flight then is cancelled: a timeout of the socket would start anew with each byte.
final class Deadline {

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final long end;

    private volatile @Nullable Cancellable inFlight;

    private Deadline(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    /// Does the work, which takes no longer than the limit.
    static <T, X extends Throwable> T within(Duration limit, ScopedValue.CallableOp<? extends T, X> work) throws X {
        Deadline deadline = new Deadline(limit);
        Future<?> end = TIMER.schedule(deadline::cancel, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return ScopedValue.where(CURRENT, deadline).call(work);
        }
        finally {
            end.cancel(false);
        }
    }

    /// Whether the current request has used up its time.
    static boolean hasPassed() {
        return CURRENT.isBound() && CURRENT.get().isOver();
    }

    /// Cancels this call when the current request has used up its time.
    static void cancels(Cancellable call) {
        if (CURRENT.isBound()) {
            Deadline deadline = CURRENT.get();
            deadline.inFlight = call;
            if (deadline.isOver()) {
                call.cancel();
            }
        }
    }

    private boolean isOver() {
        return System.nanoTime() - this.end >= 0;
    }

    private void cancel() {
        Cancellable call = this.inFlight;
        if (call != null) {
            call.cancel();
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("deadline").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

}
