package com.example.shop.benchmarks.harness;

import java.util.List;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

/// A measurement in proportion to that of another contender in the same run: what can be compared between machines.
enum Share {

    DRAIN("end to end, of business + outbox row, no relay", List.of(Metric.DRAIN_SHARE), null),
    RELAY("relay alone, of raw producer", List.of(Metric.RELAY_SHARE), null),
    LATENCY("p99 at 200/s, of plain polling relay", List.of(Metric.P99_AT_200), Entrant.POLLING),
    CPU("CPU of app + database at drain, of business + outbox row without relay",
            List.of(Metric.DRAIN_CPU_APP, Metric.DRAIN_CPU_DATABASE), Entrant.OUTBOX_ROW);

    private final String title;

    /// Added up.
    private final List<Metric> metrics;

    private final @Nullable Entrant whole;

    /// @param whole none if that was measured beside each contender
    Share(String title, List<Metric> metrics, @Nullable Entrant whole) {
        this.title = title;
        this.metrics = metrics;
        this.whole = whole;
    }

    String title() {
        return this.title;
    }

    /// Empty if one of the two was not measured.
    OptionalDouble of(Entrant entrant, Results results) {
        double part = sum(entrant, results);
        double all = (this.whole == null) ? 1 : sum(this.whole, results);
        return (part > 0 && all > 0) ? OptionalDouble.of(part / all) : OptionalDouble.empty();
    }

    private double sum(Entrant entrant, Results results) {
        return this.metrics.stream().mapToDouble(metric -> results.median(entrant, metric).orElse(0)).sum();
    }

}
