package com.example.shop.benchmarks.harness;

import java.time.Duration;

/// How long things are measured.
/// @param rounds of what is measured several times: in turns with a limit, or the latency
/// @param warmUp at full speed, of each JVM, until little is compiled in such a time
/// @param drain of writers at full speed
/// @param relay of a relay that works off its backlog alone
/// @param latency at each rate
/// @param faults of writers before something happens to them
/// @param backlog events
/// @param backlogTime for what a contender gets done of it
record Scale(int rounds, Duration warmUp, Duration drain, Duration relay, Duration latency, Duration faults,
        int backlog, Duration backlogTime) {

    static final Scale FULL = new Scale(3, Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(2),
            Duration.ofSeconds(20), Duration.ofSeconds(4), 1_000_000, Duration.ofSeconds(12));

    static final Scale QUICK = new Scale(1, Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(2),
            Duration.ofSeconds(5), Duration.ofSeconds(3), 100_000, Duration.ofSeconds(5));

    Scale withRounds(int wanted) {
        return new Scale(wanted, this.warmUp, this.drain, this.relay, this.latency, this.faults, this.backlog,
                this.backlogTime);
    }

}
