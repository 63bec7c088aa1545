package com.example.shop.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What was measured, in the order in which it was.
final class Results {

    private final List<Measurement> measurements = new ArrayList<>();

    void add(Entrant entrant, Metric metric, double value) {
        this.measurements.add(new Measurement(entrant, metric, value));
        Progress.tell("%s: %s %s %s".formatted(entrant.title(), metric.title(), Numbers.text(value), metric.unit()));
    }

    /// The median of all rounds; empty if it was not measured.
    OptionalDouble median(Entrant entrant, Metric metric) {
        double[] sorted = this.measurements.stream()
            .filter(measurement -> measurement.entrant() == entrant && measurement.metric() == metric)
            .mapToDouble(Measurement::value)
            .sorted()
            .toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
    }

    List<Measurement> all() {
        return List.copyOf(this.measurements);
    }

    record Measurement(Entrant entrant, Metric metric, double value) {
    }

}
