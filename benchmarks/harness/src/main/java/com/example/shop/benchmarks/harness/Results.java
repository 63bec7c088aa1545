package com.example.shop.benchmarks.harness;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What was measured, in the order in which it was.
final class Results {

    private static final double LITTLE = 0.03;

    private static final int MOST_ATTEMPTS = 4;

    private final List<Measurement> earlier;

    private final List<Measurement> measurements = new ArrayList<>();

    /// @param earlier of another run; what is measured takes the place of what it has of
    /// the same
    Results(List<Measurement> earlier) {
        this.earlier = new ArrayList<>(earlier);
    }

    /// Measures again what was measured while the host gave more than a little of this
    /// machine's processors to others: then one of two that are compared had less of
    /// them. The last try counts as it is.
    void undisturbed(Work work) throws Exception {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            int before = this.measurements.size();
            ProcessorTime start = ProcessorTime.now();
            work.run();
            double stolen = ProcessorTime.now().stolenSince(start);
            if (stolen <= LITTLE) {
                return;
            }
            boolean again = attempt < MOST_ATTEMPTS;
            Progress.tell("%.0f %% of the processors' time were stolen meanwhile%s".formatted(100 * stolen,
                    again ? ", once more" : ""));
            if (again) {
                this.measurements.subList(before, this.measurements.size()).clear();
            }
        }
    }

    void add(Entrant entrant, Metric metric, double value) {
        this.earlier.removeIf(measurement -> measurement.isOf(entrant, metric));
        this.measurements.add(new Measurement(LocalDate.now(ZoneOffset.UTC), entrant, metric, value));
        Progress.tell("%s: %s %s %s".formatted(entrant.title(), metric.title(), Numbers.text(value), metric.unit()));
    }

    /// The median of all rounds; empty if it was not measured.
    OptionalDouble median(Entrant entrant, Metric metric) {
        double[] sorted = all().stream()
            .filter(measurement -> measurement.isOf(entrant, metric))
            .mapToDouble(Measurement::value)
            .sorted()
            .toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
    }

    List<Measurement> all() {
        return Stream.concat(this.earlier.stream(), this.measurements.stream()).toList();
    }

    interface Work {

        void run() throws Exception;

    }

    record Measurement(LocalDate date, Entrant entrant, Metric metric, double value) {

        boolean isOf(Entrant entrant, Metric metric) {
            return this.entrant == entrant && this.metric == metric;
        }

    }

}
