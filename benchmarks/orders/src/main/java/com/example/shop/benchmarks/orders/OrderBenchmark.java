package com.example.shop.benchmarks.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.example.shop.benchmarks.orders.OrderPath.Load;
import com.example.shop.localplatform.LocalPlatform;
import com.example.shop.localplatform.Service;
import com.example.shop.localplatform.infrastructure.Directories;
import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure;

/// Measures the way of an order through the platform: gateway, services, PostgreSQL, Kafka and the load, all on this
/// machine. See `benchmarks/run --help`.
final class OrderBenchmark {

    private static final List<Load> LOADS = List.of(new Load(2, 16), new Load(8, 64), new Load(16, 128),
            new Load(32, 256));

    /// What the machine can just bear.
    private static final Load FULL = LOADS.get(2);

    private static final int SLICE = 15;

    private static final int UNLIMITED = 1_000_000;

    /// The usual options are for a quick start: without the second compiler.
    private static final String[] JVM = { "-XX:TieredStopAtLevel=4", "-XX:ReservedCodeCacheSize=128m", "-Xmx384m",
            "-XX:FlightRecorderOptions:stackdepth=256" };

    private OrderBenchmark() {
    }

    /// Expects to run in the project's directory.
    public static void main(String[] arguments) throws Exception {
        boolean quick = List.of(arguments).contains("--quick");
        Path directory = Path.of("benchmarks/target/orders").toAbsolutePath();
        Directories.deleteIfExists(directory);
        Directories.createPrivate(directory);
        try (EmbeddedInfrastructure infrastructure = EmbeddedInfrastructure.in(directory, directory,
                EmbeddedInfrastructure.Ports.free())) {
            tell("Starting the platform");
            infrastructure.start();
            try (LocalPlatform platform = platform(infrastructure, directory, arguments);
                    OrderPath path = new OrderPath(platform.address(), infrastructure.bootstrapServers())) {
                Path results = quick ? directory : Path.of("docs/benchmarks");
                measure(platform, path, quick ? 20 : 360, quick ? 10 : 20, results);
            }
        }
        System.exit(0);
    }

    private static LocalPlatform platform(EmbeddedInfrastructure infrastructure, Path directory, String[] arguments) {
        LocalPlatform.Builder builder = LocalPlatform.builder()
            .infrastructure(infrastructure)
            .directory(directory)
            .jvmOptions(JVM)
            .property(Service.GATEWAY, "gateway.rate-limit.subject.burst", UNLIMITED)
            .property(Service.GATEWAY, "gateway.rate-limit.peer.burst", UNLIMITED);
        Arrays.stream(arguments)
            .filter((argument) -> argument.contains("="))
            .map((argument) -> argument.replaceFirst("^--", "").split("=", 2))
            .forEach((setting) -> builder.property(setting[0], setting[1]));
        return builder.start();
    }

    private static void measure(LocalPlatform platform, OrderPath path, int warmUp, int seconds, Path results)
            throws IOException, InterruptedException {
        warmUp(path, warmUp);
        StringBuilder page = new StringBuilder(String.format(Locale.ROOT,
                """
                        # The way of an order

                        From POST through the gateway to CONFIRMED, on embedded PostgreSQL and Kafka, everything and the load on one
                        machine; measured on %s with %d processors, after %d s of warm-up. So many clients send one request after
                        the other, as long as not too many orders are under way:

                        | clients | under way | orders/s to their final state | POST, p50 and p99 | to the final state, p50 and p99 |
                        | --: | --: | --: | --: | --: |
                        """,
                LocalDate.now(), Runtime.getRuntime().availableProcessors(), warmUp));
        String shares = "";
        for (Load load : LOADS) {
            tell("Measuring with %d clients for %d s".formatted(load.clients(), seconds));
            CpuClock clock = new CpuClock(platform);
            Map<String, Double> before = clock.read();
            long begin = System.nanoTime();
            path.run(load, seconds);
            double took = (System.nanoTime() - begin) / 1e9;
            Map<String, Double> after = clock.read();
            int orders = path.decided().size();
            double[] posts = millis(path.placed());
            double[] ends = millis(path.decided());
            page.append(String.format(Locale.ROOT, "| %d | %d | %.0f | %.1f and %.1f ms | %.0f and %.0f ms |%n",
                    load.clients(), load.underWay(), orders / took, at(posts, 50), at(posts, 99), at(ends, 50),
                    at(ends, 99)));
            if (load == FULL) {
                shares = shares(before, after, orders, took);
            }
        }
        page.append(String.format(Locale.ROOT, "%nWhere the time goes with %d clients:%n%n", FULL.clients()))
            .append("| | CPU ms per order | of a processor |\n| --- | --: | --: |\n")
            .append(shares);
        tell("Sampling what the services do");
        Profile profile = Profile.start(platform, platform.logs());
        path.run(FULL, seconds);
        FlameGraph graph = profile.stop();
        page.append("\n![Where the services' CPU time goes](orders.svg)\n");
        Files.writeString(results.resolve("orders.svg"),
                graph.svg("CPU time of the services, " + graph.samples() + " samples; move over a box for its name"));
        Files.writeString(results.resolve("orders.md"), page);
        System.out.println(page);
        tell("Written to " + results);
    }

    private static String shares(Map<String, Double> before, Map<String, Double> after, int orders, double seconds) {
        StringBuilder rows = new StringBuilder();
        after.forEach((part, millis) -> {
            double used = millis - before.getOrDefault(part, 0.0);
            rows.append(
                    String.format(Locale.ROOT, "| %s | %.2f | %.0f %% |%n", part, used / orders, used / seconds / 10));
        });
        return rows.toString();
    }

    /// The compilers of three JVMs work on for minutes, on the processors that the orders
    /// are to have.
    private static void warmUp(OrderPath path, int seconds) throws InterruptedException {
        tell("Warming up for " + seconds + " s");
        for (int left = seconds; left > 0; left -= SLICE) {
            path.run(FULL, Math.min(left, SLICE));
            tell("%d orders/s".formatted(path.decided().size() / Math.min(left, SLICE)));
        }
    }

    private static double[] millis(List<OrderPath.Span> spans) {
        return spans.stream().mapToDouble((span) -> (span.end() - span.begin()) / 1e6).sorted().toArray();
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static void tell(String words) {
        System.out.println(words + " ...");
    }

}
