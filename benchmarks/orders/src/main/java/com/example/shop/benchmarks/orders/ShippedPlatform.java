package com.example.shop.benchmarks.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The platform as `./run` starts it, with its flags, its caches and its settings, but with data and ports of its own and
/// without rate limits.
final class ShippedPlatform implements AutoCloseable {

    private static final int PORT_OFFSET = 2000;

    private static final Duration LONGEST_START = Duration.ofMinutes(15);

    private static final Duration LONGEST_STOP = Duration.ofMinutes(5);

    private static final double MILLIS_PER_TICK = 10;

    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    /// In the order in which they are reported.
    private static final List<String> SERVICES = List.of("gateway", "order-service", "inventory-service");

    private final Path directory;

    private final Process process;

    private ShippedPlatform(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /// Starts it in a directory that mirrors the project by symbolic links, so that the
    /// data of the project's own `./run`
    /// is left alone. It is ready when its demonstration order is confirmed.
    static ShippedPlatform start(Path project, Path directory) throws IOException, InterruptedException {
        for (String part : List.of("run", "pom.xml", ".mvn", "deploy", "service-starter", "common", "local-platform",
                "gateway", "order-service", "inventory-service", "system-tests")) {
            Path link = directory.resolve(part);
            if (!Files.isSymbolicLink(link) && Files.exists(project.resolve(part))) {
                Files.createSymbolicLink(link, project.resolve(part));
            }
        }
        Path output = directory.resolve("run.log");
        ProcessBuilder command = new ProcessBuilder("./run", "--fresh", "--port-offset=" + PORT_OFFSET);
        command.environment().put("GATEWAY_RATELIMIT_SUBJECT_BURST", "1000000");
        command.environment().put("GATEWAY_RATELIMIT_PEER_BURST", "1000000");
        Process process = command.directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long limit = System.nanoTime() + LONGEST_START.toNanos();
        while (Files.readAllLines(output).stream().noneMatch(line -> line.startsWith("Ready"))) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                process.destroy();
                throw new IllegalStateException("The platform has not started: " + Files.readString(output));
            }
            Thread.sleep(100);
        }
        return new ShippedPlatform(directory, process);
    }

    URI gateway() {
        return URI.create("http://localhost:" + (8080 + PORT_OFFSET));
    }

    URI orderService() {
        return URI.create("http://localhost:" + (8081 + PORT_OFFSET));
    }

    String bootstrapServers() {
        return "localhost:" + (19092 + PORT_OFFSET);
    }

    /// The CPU time that each part has used so far, as Linux counts it: in hundredths of
    /// a second.
    /// @return milliseconds by part
    Map<String, Double> cpuMillis() {
        return sum(ShippedPlatform::cpuMillis);
    }

    /// Pages that several processes share, such as PostgreSQL's buffers, count once.
    /// @return megabytes by part
    Map<String, Double> residentMegabytes() {
        return sum(ShippedPlatform::residentMegabytes);
    }

    /// The options of a service's JVM that decide on its speed, read from the process
    /// itself.
    String jvmOptions() {
        return parts().getOrDefault(SERVICES.get(1), List.of())
            .stream()
            .flatMap(pid -> arguments(pid).stream())
            .flatMap(argument -> argument.startsWith("@") ? linesOf(Path.of(argument.substring(1)))
                    : Stream.of(argument))
            .filter(argument -> argument.startsWith("-X") && !argument.startsWith("-Xlog"))
            .map(argument -> argument.replaceFirst("(-XX:AOTCache=).*/", "$1"))
            .distinct()
            .collect(Collectors.joining(" "));
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Map<String, Double> sum(Measure measure) {
        Map<String, Double> sums = new LinkedHashMap<>();
        parts().forEach((part, pids) -> sums.put(part, pids.stream().mapToDouble(measure::of).sum()));
        return sums;
    }

    private Map<String, List<Long>> parts() {
        Map<String, List<Long>> found = ProcessHandle.allProcesses()
            .filter(this::isPart)
            .map(ProcessHandle::pid)
            .collect(Collectors.groupingBy(ShippedPlatform::nameOf, TreeMap::new, Collectors.toList()));
        Map<String, List<Long>> inOrder = new LinkedHashMap<>();
        Stream.concat(SERVICES.stream(), Stream.of("PostgreSQL", "launcher with Kafka"))
            .forEach(part -> inOrder.put(part, found.getOrDefault(part, List.of())));
        return inOrder;
    }

    /// A server process of PostgreSQL names its session and not its directory, but its
    /// parent does.
    private boolean isPart(ProcessHandle handle) {
        return Stream.iterate(handle, each -> each.parent().orElse(null))
            .takeWhile(each -> each != null && each.pid() > 1)
            .anyMatch(each -> each.pid() == this.process.pid()
                    || arguments(each.pid()).stream().anyMatch(argument -> argument.contains(this.directory + "/")));
    }

    private static String nameOf(long pid) {
        List<String> arguments = arguments(pid);
        if (arguments.stream().anyMatch(argument -> argument.endsWith("localplatform.Main"))) {
            return "launcher with Kafka";
        }
        if (!arguments.isEmpty() && arguments.getFirst().contains("postgres")) {
            return "PostgreSQL";
        }
        return SERVICES.stream()
            .filter(service -> arguments.stream()
                .anyMatch(argument -> argument.contains("/" + service + "/target/launch/")
                        && argument.contains(service + "-")))
            .findFirst()
            .orElse("other");
    }

    private static List<String> arguments(long pid) {
        return Arrays.stream(read(pid, "cmdline").split("\0")).filter(argument -> !argument.isEmpty()).toList();
    }

    private static double cpuMillis(long pid) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return MILLIS_PER_TICK * (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
    }

    private static double residentMegabytes(long pid) {
        return read(pid, "smaps_rollup").lines()
            .filter(line -> line.startsWith("Pss:"))
            .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
            .sum();
    }

    /// Empty if the process has ended.
    private static String read(long pid, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.UTF_8);
        }
        catch (IOException _) {
            return "";
        }
    }

    /// The three services.
    static boolean isService(String part) {
        return Set.copyOf(SERVICES).contains(part);
    }

    @Override
    public void close() throws IOException {
        try {
            new ProcessBuilder("./run", "stop").directory(this.directory.toFile()).inheritIO().start().waitFor();
            this.process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        this.process.destroy();
    }

    private interface Measure {

        double of(long pid);

    }

}
