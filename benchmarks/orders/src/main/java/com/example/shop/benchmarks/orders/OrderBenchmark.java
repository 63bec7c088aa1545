package com.example.shop.benchmarks.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures orders on the platform as it is shipped, in a person's first minutes and after an hour's worth of compiling:
/// gateway, services, PostgreSQL, Kafka and the load share this machine. See `benchmarks/run --help`.
final class OrderBenchmark {

    private static final int CLIENTS = 16;

    private static final int IN_FLIGHT = 128;

    /// The minutes of load that are reported, counted from the start of the load.
    private static final int SECOND = 2;

    private static final int WARM = 7;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration PACED = Duration.ofSeconds(30);

    private static final Duration TURN = Duration.ofSeconds(5);

    private static final double SHARE_OF_RATE = 0.7;

    private static final int TURNS = 5;

    private final ShippedPlatform platform;

    private final OrderLoad load;

    private final StringBuilder page = new StringBuilder();

    private OrderBenchmark(ShippedPlatform platform, OrderLoad load) {
        this.platform = platform;
        this.load = load;
    }

    /// Expects to run in the project's directory.
    /// @param arguments how many minutes of load
    public static void main(String[] arguments) throws Exception {
        int minutes = Integer.parseInt(arguments[0]);
        Path project = Path.of("").toAbsolutePath();
        Path directory = Files.createDirectories(project.resolve("benchmarks/target/orders"));
        tell("Starting the platform with ./run; the first time it is built");
        try (ShippedPlatform platform = ShippedPlatform.start(project, directory);
                OrderLoad load = new OrderLoad(platform.gateway(), platform.bootstrapServers())) {
            OrderBenchmark benchmark = new OrderBenchmark(platform, load);
            benchmark.run(minutes);
            System.out.println("\n" + benchmark.page);
            Path target = ((minutes >= WARM) ? project.resolve("docs/benchmarks") : directory).resolve("orders.md");
            Files.writeString(target, benchmark.page);
            tell("Written to " + target);
        }
        System.exit(0);
    }

    private void run(int minutes) throws IOException, InterruptedException {
        String options = this.platform.jvmOptions();
        write("""
                # Orders on the platform as shipped

                From POST through the gateway to CONFIRMED, on a platform that `./run` has started: its JVM options, its caches
                of classes and its settings; only the rate limits are lifted. Everything and the load share one machine of %d
                processors; measured on %s. %d clients send one request after the other, with at most %d orders in flight.

                JVM options of a service: `%s`%s

                """,
                Runtime.getRuntime().availableProcessors(), LocalDate.now(), CLIENTS, IN_FLIGHT, options,
                options.contains("AOTCache") ? "" : ". **No cache of classes: `./run` had not prepared it yet.**");
        memory("after the demonstration order");
        write("""
                | minute of load | orders/s to their final state | POST, p50 and p99 | to the final state, p50 and p99 | CPU of the three services per order |
                | --: | --: | --: | --: | --: |
                """);
        double rate = 0;
        for (int number = 1; number <= minutes; number++) {
            rate = minute(number, number == SECOND || number == WARM || number == minutes);
        }
        paced(rate * SHARE_OF_RATE);
        throughGatewayAndDirectly();
        memory("at the end");
    }

    /// @return orders per second
    private double minute(int number, boolean reported) throws IOException, InterruptedException {
        Map<String, Double> before = this.platform.cpuMillis();
        long begin = System.nanoTime();
        this.load.run(CLIENTS, IN_FLIGHT, MINUTE);
        double took = (System.nanoTime() - begin) / 1e9;
        int orders = this.load.decided().size();
        Map<String, Double> cpu = this.platform.cpuMillis();
        cpu.replaceAll((part, millis) -> (millis - before.getOrDefault(part, 0.0)) / orders);
        tell("Minute %d: %.0f orders/s".formatted(number, orders / took));
        if (reported) {
            double[] posts = millis(this.load.placed());
            double[] ends = millis(this.load.decided());
            double services = cpu.entrySet()
                .stream()
                .filter(entry -> ShippedPlatform.isService(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
            write("| %d | %.0f | %.1f and %.1f ms | %.0f and %.0f ms | %.2f ms (%s) |%n", number, orders / took,
                    at(posts, 50), at(posts, 99), at(ends, 50), at(ends, 99), services, list(cpu, "%s %.2f"));
        }
        return orders / took;
    }

    /// At equal distances in time, whatever the platform does: a request that starts late
    /// has waited.
    private void paced(double rate) throws InterruptedException {
        tell("%.0f orders/s, which are %.0f %% of the last minute's".formatted(rate, SHARE_OF_RATE * 100));
        this.load.pace(rate, PACED);
        double[] posts = millis(this.load.placed());
        write("%nAt %.0f %% of the last minute's rate, %.0f orders/s, POST takes %.1f ms (p50) and %.1f ms (p99).%n",
                SHARE_OF_RATE * 100, rate, at(posts, 50), at(posts, 99));
    }

    private void throughGatewayAndDirectly() throws InterruptedException {
        tell("GET of one order, through the gateway and of order-service directly, in turns");
        this.load.reads(this.platform.gateway(), CLIENTS, TURN);
        this.load.reads(this.platform.orderService(), CLIENTS, TURN);
        List<Double> gateway = new ArrayList<>();
        List<Double> direct = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            gateway.add(this.load.reads(this.platform.gateway(), CLIENTS, TURN));
            direct.add(this.load.reads(this.platform.orderService(), CLIENTS, TURN));
        }
        double[] shares = new double[TURNS];
        Arrays.setAll(shares, i -> gateway.get(i) / direct.get(i));
        write("""

                GET of one order, %d clients, in turns: %.0f/s through the gateway, %.0f/s of order-service asked directly; the
                gateway does %.2f of it (%.2f to %.2f).
                """,
                CLIENTS, median(gateway), median(direct), median(Arrays.stream(shares).boxed().toList()),
                Arrays.stream(shares).min().orElse(0), Arrays.stream(shares).max().orElse(0));
    }

    private void memory(String when) {
        Map<String, Double> parts = this.platform.residentMegabytes();
        write("%nResident memory %s: %.0f MB (%s).%n%n", when,
                parts.values().stream().mapToDouble(Double::doubleValue).sum(), list(parts, "%s %.0f"));
    }

    private void write(String text, Object... values) {
        this.page.append(String.format(Locale.ROOT, text, values));
    }

    private static String list(Map<String, Double> parts, String format) {
        return String.join(", ",
                parts.entrySet()
                    .stream()
                    .map(part -> String.format(Locale.ROOT, format, part.getKey(), part.getValue()))
                    .toList());
    }

    private static double[] millis(List<OrderLoad.Span> spans) {
        return spans.stream().mapToDouble(span -> (span.end() - span.begin()) / 1e6).sorted().toArray();
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void tell(String words) {
        System.out.println(words + " ...");
    }

}
