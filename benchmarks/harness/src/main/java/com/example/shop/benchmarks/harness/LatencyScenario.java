package com.example.shop.benchmarks.harness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;

/// How long an event takes: from the moment at which the commit has returned to its writer, until a consumer has it.
final class LatencyScenario implements Scenario {

    private static final int LOW = 200;

    private static final double HIGH = 0.7;

    /// What is left out at the begin of a measurement: the change from one load to
    /// another, for which a JVM compiles anew, the consumer's too.
    private static final Duration RUN_UP = Duration.ofSeconds(5);

    private static final int MOST_SLICES = 12;

    private final boolean underLoad;

    /// @param underLoad at 70 % of what drain has shown, and not at 200 a second
    LatencyScenario(boolean underLoad) {
        this.underLoad = underLoad;
    }

    @Override
    public String id() {
        return this.underLoad ? "latency-70" : "latency";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.hasRelay();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        if (!this.underLoad) {
            warmUp(session);
            // One standstill of the machine for a fifth of a second is a whole p99.
            for (int round = 1; round <= session.scale().rounds(); round++) {
                results.undisturbed(() -> {
                    Sample low = sample(session, LOW);
                    results.add(entrant, Metric.P50_AT_200, Sample.millis(low.fromCommit(), 0.5));
                    results.add(entrant, Metric.P99_AT_200, Sample.millis(low.fromCommit(), 0.99));
                    results.add(entrant, Metric.P50_FROM_BEGIN_AT_200, Sample.millis(low.fromBegin(), 0.5));
                    results.add(entrant, Metric.P99_FROM_BEGIN_AT_200, Sample.millis(low.fromBegin(), 0.99));
                });
            }
            return;
        }
        OptionalDouble capacity = results.median(entrant, Metric.DRAIN);
        if (entrant.isComplete() && capacity.isPresent()) {
            results.undisturbed(() -> {
                Sample high = sample(session, (int) (HIGH * capacity.getAsDouble()));
                results.add(entrant, Metric.P50_AT_70, Sample.millis(high.fromCommit(), 0.5));
                results.add(entrant, Metric.P99_AT_70, Sample.millis(high.fromCommit(), 0.99));
            });
        }
    }

    /// At this very rate: what runs once for each event is other code than what runs for
    /// thousands, and is called too seldom to be compiled soon.
    private static void warmUp(Session session) throws Exception {
        ContenderProcess instance = session.warmInstance();
        Duration slice = session.scale().latency().dividedBy(2);
        WarmUp.repeat(instance, slice, 1, MOST_SLICES, () -> {
            long before = session.log().size();
            session.awaitArrival(before + instance.writeMeanwhile(slice, LOW).join().committed());
        });
    }

    private static Sample sample(Session session, int rate) throws Exception {
        ContenderProcess instance = session.warmInstance();
        Path stamps = Files.createTempFile("stamps", ".bin");
        try (Arrivals arrivals = Arrivals.watch(session.log())) {
            long before = session.log().size();
            ContenderProcess.Written written = instance.write(RUN_UP.plus(session.scale().latency()), rate, stamps);
            session.awaitArrival(before + written.committed());
            // The consumer is as far before long.
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (arrivals.size() < written.committed() && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
            return Sample.read(stamps, arrivals);
        }
        finally {
            Files.delete(stamps);
        }
    }

    /// Nanoseconds, sorted.
    private record Sample(long[] fromBegin, long[] fromCommit) {

        static Sample read(Path stamps, Arrivals arrivals) throws IOException {
            List<Stamp> all = new ArrayList<>();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(stamps)))) {
                for (long left = Files.size(stamps); left > 0; left -= 5 * Long.BYTES) {
                    all.add(new Stamp(new EventKey(new UUID(in.readLong(), in.readLong()), in.readLong()),
                            in.readLong(), in.readLong()));
                }
            }
            long from = all.stream().mapToLong(Stamp::begun).min().orElseThrow() + RUN_UP.toNanos();
            List<Stamp> counted = all.stream().filter(stamp -> stamp.begun() >= from).toList();
            return new Sample(
                    counted.stream()
                        .mapToLong(stamp -> arrivals.momentOf(stamp.event()).orElseThrow() - stamp.begun())
                        .sorted()
                        .toArray(),
                    counted.stream()
                        .mapToLong(stamp -> arrivals.momentOf(stamp.event()).orElseThrow() - stamp.committed())
                        // A relay may be faster than the way back to the writer.
                        .map(nanos -> Math.max(0, nanos))
                        .sorted()
                        .toArray());
        }

        static double millis(long[] sorted, double quantile) {
            return sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))] / 1e6;
        }

    }

    private record Stamp(EventKey event, long begun, long committed) {
    }

}
