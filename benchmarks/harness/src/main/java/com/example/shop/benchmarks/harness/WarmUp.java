package com.example.shop.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Work without a measurement, until the compilers have little left to do, those of the contender's JVM and those of this
/// one, in which Kafka and the consumer are: on few cores, each compilation is a standstill for everyone.
final class WarmUp {

    /// One part in so many.
    private static final int LITTLE = 20;

    private WarmUp() {
    }

    /// @param slice about how long one piece of work takes
    static void repeat(ContenderProcess instance, Duration slice, int fewest, int most, Work work) throws Exception {
        for (int done = 1; done <= most; done++) {
            Duration compiled = compiled(instance);
            work.run();
            Duration compiling = compiled(instance).minus(compiled);
            if (done >= fewest && compiling.multipliedBy(LITTLE).compareTo(slice) <= 0) {
                return;
            }
        }
    }

    private static Duration compiled(ContenderProcess instance) {
        return instance.compiled().plusMillis(ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }

    interface Work {

        void run() throws Exception;

    }

}
