package com.example.shop.benchmarks.harness;

import java.util.Arrays;
import java.util.Optional;

/// What is measured, as it stands in tables.
enum Metric {

    DRAIN("end to end", "events/s"), DRAIN_SHARE("end to end, of the business and outbox rows beside it", "times"),
    DRAIN_CPU_APP("CPU of the app at drain", "ms/1000"), DRAIN_CPU_DATABASE("CPU of the database at drain", "ms/1000"),
    DRAIN_WAL("WAL", "bytes/event"), RELAY("relay alone", "events/s"),
    RELAY_SHARE("relay alone, of the raw producer beside it", "times"),
    RELAY_CPU("CPU of app + database, relay alone", "ms/1000"), P50_AT_200("p50 at 200/s", "ms"),
    P99_AT_200("p99 at 200/s", "ms"), CRASH_LOST("lost after a kill", "events"),
    CRASH_DOUBLED("doubled after a kill", "events"), CRASH_INVERTED("inverted after a kill", "events"),
    PAIR_LOST("lost with two instances", "events"), PAIR_DOUBLED("doubled with two instances", "events"),
    PAIR_INVERTED("inverted with two instances", "events"), BACKLOG("backlog of a million", "events/s"),
    BACKLOG_COST("its cost per event, of that with 1,000", "times"), BACKLOG_HEAP("its old generation, peak", "MB"),
    BACKLOG_RESIDENT("its resident memory, peak", "MB"), HANDLED("handled", "events/s"),
    HANDLED_CPU_APP("CPU of the app at handling", "ms/1000"),
    HANDLED_CPU_DATABASE("CPU of the database at handling", "ms/1000"), HANDLED_WAL("WAL at handling", "bytes/event");

    private final String title;

    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    static Optional<Metric> titled(String title) {
        return Arrays.stream(values()).filter(metric -> metric.title.equals(title)).findFirst();
    }

    String title() {
        return this.title;
    }

    String unit() {
        return this.unit;
    }

}
