package com.example.shop.benchmarks.harness;

import java.time.Duration;

/// Work without a measurement, until a JVM's compilers have little left to do: what they do is not the contender's.
final class WarmUp {

    /// One part in so many.
    private static final int LITTLE = 20;

    private WarmUp() {
    }

    /// @param slice about how long one piece of work takes
    static void repeat(ContenderProcess instance, Duration slice, int fewest, int most, Work work) throws Exception {
        for (int done = 1; done <= most; done++) {
            Duration compiled = instance.compiled();
            work.run();
            Duration compiling = instance.compiled().minus(compiled);
            if (done >= fewest && compiling.multipliedBy(LITTLE).compareTo(slice) <= 0) {
                return;
            }
        }
    }

    interface Work {

        void run() throws Exception;

    }

}
