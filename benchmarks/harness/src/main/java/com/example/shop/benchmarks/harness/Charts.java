package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The numbers that a reader asks for first, each as a picture.
enum Charts {

    END_TO_END("Events per second, end to end (more is better)", Metric.DRAIN),
    RELAY_ALONE("Events per second, relay alone (more is better)", Metric.RELAY),
    LATENCY("p99 in ms from commit to consumer, at 200/s (less is better)", Metric.P99_AT_200),
    CPU("CPU ms of app and database per 1,000 events at drain (less is better)", Metric.DRAIN_CPU_APP,
            Metric.DRAIN_CPU_DATABASE),
    LOG("Bytes in the database's log per event (less is better)", Metric.DRAIN_WAL),
    IDLE("CPU ms per second of app and database with nothing to do (less is better)", Metric.IDLE_APP,
            Metric.IDLE_DATABASE);

    private final String title;

    private final List<Metric> summed;

    Charts(String title, Metric... summed) {
        this.title = title;
        this.summed = List.of(summed);
    }

    /// The name of the file.
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".svg";
    }

    String title() {
        return this.title;
    }

    boolean isEmpty(Results results) {
        return bars(results).isEmpty();
    }

    void write(Path directory, Results results) throws IOException {
        Files.writeString(directory.resolve(file()), new BarChart(this.title, bars(results)).svg());
    }

    private List<BarChart.Bar> bars(Results results) {
        return Arrays.stream(Entrant.values()).flatMap(entrant -> bar(entrant, results)).toList();
    }

    private Stream<BarChart.Bar> bar(Entrant entrant, Results results) {
        if (this.summed.size() > 1 && !entrant.hasDatabase()) {
            return Stream.empty();
        }
        double sum = 0;
        for (Metric metric : this.summed) {
            OptionalDouble value = results.median(entrant, metric);
            if (value.isEmpty()) {
                return Stream.empty();
            }
            sum += value.getAsDouble();
        }
        String kind = entrant.isOurs() ? "ours" : entrant.isComplete() ? "other" : "limit";
        return Stream.of(new BarChart.Bar(entrant.title(), kind, sum));
    }

}
