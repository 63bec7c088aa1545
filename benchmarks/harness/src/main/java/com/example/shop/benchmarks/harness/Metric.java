package com.example.shop.benchmarks.harness;

/// What is measured, as it stands in tables.
enum Metric {

    DRAIN("end to end", "events/s"), DRAIN_CPU_APP("CPU of the app at drain", "ms/1000"),
    DRAIN_CPU_DATABASE("CPU of the database at drain", "ms/1000"), DRAIN_WAL("WAL", "bytes/event"),
    RELAY("relay alone", "events/s"), RELAY_CPU("CPU of app + database, relay alone", "ms/1000"),
    P50_AT_200("p50 at 200/s", "ms"), P99_AT_200("p99 at 200/s", "ms"),
    P50_FROM_BEGIN_AT_200("p50 at 200/s from the begin", "ms"),
    P99_FROM_BEGIN_AT_200("p99 at 200/s from the begin", "ms"), P50_AT_70("p50 at 70 %", "ms"),
    P99_AT_70("p99 at 70 %", "ms"), IDLE_APP("idle, app", "CPU ms/s"), IDLE_DATABASE("idle, database", "CPU ms/s");

    private final String title;

    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    String title() {
        return this.title;
    }

    String unit() {
        return this.unit;
    }

}
