package com.example.shop.benchmarks.harness;

import java.util.Arrays;

/// What is measured, as it stands in tables.
enum Metric {

    DRAIN("end to end", "events/s"), DRAIN_SHARE("end to end, of the business row beside it", "times"),
    DRAIN_CPU_APP("CPU of the app at drain", "ms/1000"), DRAIN_CPU_DATABASE("CPU of the database at drain", "ms/1000"),
    DRAIN_WAL("WAL", "bytes/event"), RELAY("relay alone", "events/s"),
    RELAY_SHARE("relay alone, of the raw producer beside it", "times"),
    RELAY_CPU("CPU of app + database, relay alone", "ms/1000"), P50_AT_200("p50 at 200/s", "ms"),
    P99_AT_200("p99 at 200/s", "ms"), P50_FROM_BEGIN_AT_200("p50 at 200/s from the begin", "ms"),
    P99_FROM_BEGIN_AT_200("p99 at 200/s from the begin", "ms"), P50_AT_70("p50 at 70 %", "ms"),
    P99_AT_70("p99 at 70 %", "ms"), IDLE_APP("idle, app", "CPU ms/s"), IDLE_DATABASE("idle, database", "CPU ms/s"),
    CRASH_LOST("lost after a kill", "events"), CRASH_DOUBLED("doubled after a kill", "events"),
    CRASH_INVERTED("inverted after a kill", "events"), PAIR_LOST("lost with two instances", "events"),
    PAIR_DOUBLED("doubled with two instances", "events"), PAIR_INVERTED("inverted with two instances", "events"),
    TAKEOVER_KILLED("leader killed, gap", "s"), TAKEOVER_PAUSED("leader paused, gap", "s"),
    TAKEOVER_CUT_OFF("leader cut off, gap", "s"), TAKEOVER_LOST("lost at takeovers", "events"),
    TAKEOVER_DOUBLED("doubled at takeovers", "events"), TAKEOVER_INVERTED("inverted at takeovers", "events"),
    BACKLOG("backlog of a million", "events/s"), BACKLOG_COST("its cost per event, of that with 1,000", "times"),
    BACKLOG_HEAP("its old generation, peak", "MB"), BACKLOG_RESIDENT("its resident memory, peak", "MB"),
    HANDLED("handled", "events/s"), HANDLED_CPU_APP("CPU of the app at handling", "ms/1000"),
    HANDLED_CPU_DATABASE("CPU of the database at handling", "ms/1000"), HANDLED_WAL("WAL at handling", "bytes/event");

    private final String title;

    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    static Metric titled(String title) {
        return Arrays.stream(values()).filter(metric -> metric.title.equals(title)).findFirst().orElseThrow();
    }

    String title() {
        return this.title;
    }

    String unit() {
        return this.unit;
    }

}
