package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Results as files: everything as JSON, the medians as a table.
final class Report {

    private final Machine machine;

    private final Results results;

    private final List<Entrant> entrants;

    Report(Machine machine, Results results) {
        this.machine = machine;
        this.results = results;
        this.entrants = Arrays.stream(Entrant.values())
            .filter(entrant -> results.all().stream().anyMatch(measurement -> measurement.entrant() == entrant))
            .toList();
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), json() + "\n");
        Files.writeString(directory.resolve("results.md"), markdown());
    }

    private String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("machine", this.machine);
        document.put("measurements",
                this.results.all()
                    .stream()
                    .map(measurement -> Map.of("contender", measurement.entrant().id(), "metric",
                            measurement.metric().name(), "value", measurement.value()))
                    .toList());
        return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(document);
    }

    String markdown() {
        return "# Results\n\n%s\n\n%s".formatted(this.machine.sentence(), table(List.of(Metric.values())));
    }

    /// Contenders from top to bottom, metrics from left to right.
    private String table(List<Metric> wanted) {
        List<Metric> metrics = wanted.stream()
            .filter(metric -> this.entrants.stream()
                .anyMatch(entrant -> this.results.median(entrant, metric).isPresent()))
            .toList();
        Stream<String> head = Stream.of(
                row("", metrics.stream().map(metric -> metric.title() + ", " + metric.unit()).toList()),
                row("---", metrics.stream().map(_ -> "--:").toList()));
        Stream<String> body = this.entrants.stream()
            .map(entrant -> row(entrant.title(), metrics.stream().map(metric -> cell(entrant, metric)).toList()));
        return Stream.concat(head, body).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(String first, List<String> cells) {
        return "| %s | %s |".formatted(first, String.join(" | ", cells));
    }

    private String cell(Entrant entrant, Metric metric) {
        OptionalDouble value = this.results.median(entrant, metric);
        return value.isPresent() ? Numbers.text(value.getAsDouble()) : "";
    }

}
