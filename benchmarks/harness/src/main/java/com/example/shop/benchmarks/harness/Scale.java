package com.example.shop.benchmarks.harness;

import java.time.Duration;

/// How long things are measured.
/// @param rounds of the scenarios that are cheap enough to be repeated
/// @param warmUp at full speed, of each JVM
/// @param drain of writers at full speed
/// @param relay of a relay that works off its backlog alone
/// @param latency at each rate
/// @param idle with nothing to do
record Scale(int rounds, Duration warmUp, Duration drain, Duration relay, Duration latency, Duration idle) {

    static final Scale FULL = new Scale(3, Duration.ofSeconds(8), Duration.ofSeconds(10), Duration.ofSeconds(3),
            Duration.ofSeconds(10), Duration.ofSeconds(10));

    static final Scale QUICK = new Scale(1, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(2),
            Duration.ofSeconds(5), Duration.ofSeconds(4));

    Scale withRounds(int wanted) {
        return new Scale(wanted, this.warmUp, this.drain, this.relay, this.latency, this.idle);
    }

}
