package com.example.shop.localplatform.infrastructure;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for a condition that nobody announces.
public final class Waiting {

    private Waiting() {
    }

    /// Asks again and again, with a pause in between.
    /// @return whether the condition became true within the limit
    /// @throws IllegalStateException if the thread is interrupted
    public static boolean until(BooleanSupplier condition, Duration limit, Duration pause) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                Thread.sleep(pause);
            }
            return true;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", ex);
        }
    }

}
