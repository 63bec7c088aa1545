package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells the relay of this process that there may be something to do. However many signals come while it works, it wakes
/// once: it reads everything there is anyway.
final class WakeUp {

    private final Semaphore signals = new Semaphore(0);

    void signal() {
        if (this.signals.availablePermits() == 0) {
            this.signals.release();
        }
    }

    /// Waits for a signal, or takes the ones that came since the last time.
    /// @return whether there was one; false if it timed out
    boolean await(Duration longest) throws InterruptedException {
        boolean woken = this.signals.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
        this.signals.drainPermits();
        return woken;
    }

}
