package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Results as files: everything as JSON, the medians as tables.
final class Report {

    private static final String BEGIN = "<!-- results -->";

    private static final String END = "<!-- /results -->";

    private static final Map<String, List<Metric>> TABLES = tables();

    private final Machine machine;

    private final Results results;

    Report(Machine machine, Results results) {
        this.machine = machine;
        this.results = results;
    }

    private static Map<String, List<Metric>> tables() {
        Map<String, List<Metric>> tables = new LinkedHashMap<>();
        tables.put("Throughput and what it costs", List.of(Metric.DRAIN, Metric.DRAIN_CPU_APP,
                Metric.DRAIN_CPU_DATABASE, Metric.DRAIN_WAL, Metric.RELAY, Metric.RELAY_CPU));
        tables.put("Latency", List.of(Metric.P50_AT_200, Metric.P99_AT_200));
        tables.put("A backlog of a million",
                List.of(Metric.BACKLOG, Metric.BACKLOG_COST, Metric.BACKLOG_HEAP, Metric.BACKLOG_RESIDENT));
        tables.put("Order, losses and copies", List.of(Metric.CRASH_LOST, Metric.CRASH_DOUBLED, Metric.CRASH_INVERTED,
                Metric.PAIR_LOST, Metric.PAIR_DOUBLED, Metric.PAIR_INVERTED));
        tables.put("Inbox",
                List.of(Metric.HANDLED, Metric.HANDLED_CPU_APP, Metric.HANDLED_CPU_DATABASE, Metric.HANDLED_WAL));
        return tables;
    }

    /// What an earlier run has written.
    /// @throws IllegalStateException if that was on another machine, for then nothing can
    /// be compared
    static List<Results.Measurement> read(Path directory, Machine machine) {
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode document = mapper.readTree(directory.resolve("results.json"));
        if (!document.get("machine").toString().equals(mapper.valueToTree(machine).toString())) {
            throw new IllegalStateException("What was measured before was measured on another machine, or with "
                    + "other settings: only a run of everything can be published");
        }
        return document.get("measurements").valueStream().flatMap(Report::measurement).toList();
    }

    /// Empty if nobody takes part by that name any more, or that is measured no more.
    private static Stream<Results.Measurement> measurement(JsonNode fields) {
        return Entrant.named(fields.get("contender").asString())
            .flatMap(entrant -> Metric.titled(fields.get("metric").asString())
                .map(metric -> new Results.Measurement(LocalDate.parse(fields.get("date").asString()), entrant, metric,
                        fields.get("value").asDouble())))
            .stream();
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), json() + "\n");
        Path page = directory.resolve("README.md");
        if (Files.exists(page)) {
            String[] before = Files.readString(page).split(BEGIN, 2);
            String after = before[1].split(END, 2)[1];
            Files.writeString(page, before[0] + BEGIN + "\n\n" + markdown() + "\n" + END + after);
        }
        else {
            Files.writeString(directory.resolve("results.md"), markdown());
        }
    }

    private String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("machine", this.machine);
        document.put("measurements", this.results.all().stream().map(Report::asJson).toList());
        return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(document);
    }

    private static Map<String, Object> asJson(Results.Measurement measurement) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("date", measurement.date().toString());
        fields.put("contender", measurement.entrant().id());
        fields.put("metric", measurement.metric().title());
        fields.put("unit", measurement.metric().unit());
        fields.put("value", measurement.value());
        return fields;
    }

    String markdown() {
        String tables = TABLES.entrySet()
            .stream()
            .filter(table -> isMeasured(table.getValue()))
            .map(table -> "### %s\n\n%s\n".formatted(table.getKey(), table(table.getValue())))
            .collect(Collectors.joining());
        return "%s Each number is the median of its rounds.\n\n%s%s".formatted(this.machine.sentence(dates()), shares(),
                tables);
    }

    private String dates() {
        NavigableSet<LocalDate> dates = this.results.all()
            .stream()
            .map(Results.Measurement::date)
            .collect(Collectors.toCollection(TreeSet::new));
        if (dates.isEmpty()) {
            return "nothing";
        }
        return (dates.size() == 1) ? "on " + dates.first() : "from %s to %s".formatted(dates.first(), dates.last());
    }

    /// What each contender reaches of what none can beat, or of the simplest one.
    private String shares() {
        List<Entrant> measured = Arrays.stream(Entrant.values())
            .filter(entrant -> entrant.isComplete()
                    && Arrays.stream(Share.values()).anyMatch(share -> share.of(entrant, this.results).isPresent()))
            .toList();
        if (measured.isEmpty()) {
            return "";
        }
        Stream<String> head = Stream.of(row("", Arrays.stream(Share.values()).map(Share::title).toList()),
                row("---", Arrays.stream(Share.values()).map(_ -> "--:").toList()));
        Stream<String> body = measured.stream()
            .map(entrant -> row(entrant.title(),
                    Arrays.stream(Share.values())
                        .map(share -> share.of(entrant, this.results))
                        .map(share -> share.isPresent() ? "%.2f".formatted(share.getAsDouble()) : "")
                        .toList()));
        return Stream.concat(head, body).collect(Collectors.joining("\n", "### In proportion\n\n", "\n\n"));
    }

    private boolean isMeasured(List<Metric> metrics) {
        return Arrays.stream(Entrant.values()).anyMatch(entrant -> isMeasured(entrant, metrics));
    }

    private boolean isMeasured(Entrant entrant, List<Metric> metrics) {
        return metrics.stream().anyMatch(metric -> this.results.median(entrant, metric).isPresent());
    }

    /// Contenders from top to bottom, metrics from left to right.
    private String table(List<Metric> wanted) {
        List<Metric> metrics = wanted.stream().filter(metric -> isMeasured(List.of(metric))).toList();
        Stream<String> head = Stream.of(
                row("", metrics.stream().map(metric -> metric.title() + ", " + metric.unit()).toList()),
                row("---", metrics.stream().map(_ -> "--:").toList()));
        Stream<String> body = Arrays.stream(Entrant.values())
            .filter(entrant -> isMeasured(entrant, metrics))
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
