package com.example.shop.benchmarks.harness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// How long an event takes: from the moment at which the commit has returned to its writer, until a consumer has it.
final class LatencyScenario implements Scenario {

    private static final int RATE = 200;

    /// What is left out at the begin of a measurement: the change from one load to
    /// another, for which a JVM compiles anew, the consumer's too.
    private static final Duration RUN_UP = Duration.ofSeconds(5);

    private static final int MOST_SLICES = 12;

    private static final int MOST_SAMPLES = 8;

    @Override
    public String id() {
        return "latency";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.hasRelay();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        warmUp(session);
        Sample sample = samples(session, session.scale().rounds());
        if (!sample.isEmpty()) {
            results.add(entrant, Metric.P50_AT_200, sample.fromCommit(0.5));
            results.add(entrant, Metric.P99_AT_200, sample.fromCommit(0.99));
        }
    }

    /// At this very rate: what runs once for each event is other code than what runs for
    /// thousands, and is called too seldom to be compiled soon.
    private static void warmUp(Session session) throws Exception {
        ContenderProcess instance = session.warmInstance();
        Duration slice = session.scale().latency().dividedBy(2);
        WarmUp.repeat(instance, slice, 1, MOST_SLICES, () -> {
            long before = session.log().size();
            session.awaitArrival(before + instance.writeMeanwhile(slice, RATE).join().committed());
        });
    }

    /// More of them if less than half of the events were left in peace.
    private static Sample samples(Session session, int wanted) throws Exception {
        double enough = 0.5 * wanted * RATE * session.scale().latency().toSeconds();
        Sample all = new Sample(List.of());
        for (int taken = 0; taken < wanted || (all.size() < enough && taken < MOST_SAMPLES); taken++) {
            Sample next = sample(session);
            Progress.tell(
                    "%s: %d events at %d/s were left in peace".formatted(session.entrant().title(), next.size(), RATE));
            all = all.and(next);
        }
        return all;
    }

    private static Sample sample(Session session) throws Exception {
        ContenderProcess instance = session.warmInstance();
        Path stamps = Files.createTempFile("stamps", ".bin");
        try (Arrivals arrivals = Arrivals.watch(session.log()); StolenMoments stolen = StolenMoments.watch()) {
            long before = session.log().size();
            ContenderProcess.Written written = instance.write(RUN_UP.plus(session.scale().latency()), RATE, stamps);
            session.awaitArrival(before + written.committed());
            // The consumer is as far before long.
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (arrivals.size() < written.committed() && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
            return Sample.read(stamps, arrivals, stolen);
        }
        finally {
            Files.delete(stamps);
        }
    }

    private record Sample(List<Way> ways) {

        /// The events on whose way the host took no processor away.
        static Sample read(Path stamps, Arrivals arrivals, StolenMoments stolen) throws IOException {
            List<Way> all = new ArrayList<>();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(stamps)))) {
                for (long left = Files.size(stamps); left > 0; left -= 5 * Long.BYTES) {
                    EventKey event = new EventKey(new UUID(in.readLong(), in.readLong()), in.readLong());
                    all.add(new Way(in.readLong(), in.readLong(), arrivals.momentOf(event).orElseThrow()));
                }
            }
            long from = all.stream().mapToLong(Way::begun).min().orElseThrow() + RUN_UP.toNanos();
            return new Sample(all.stream()
                .filter(way -> way.begun() >= from && !stolen.within(way.begun(), way.arrived()))
                .toList());
        }

        Sample and(Sample more) {
            return new Sample(Stream.concat(this.ways.stream(), more.ways.stream()).toList());
        }

        boolean isEmpty() {
            return this.ways.isEmpty();
        }

        int size() {
            return this.ways.size();
        }

        double fromCommit(double quantile) {
            // A relay may be faster than the way back to the writer.
            return millis(quantile, way -> Math.max(0, way.arrived() - way.committed()));
        }

        private double millis(double quantile, ToLongFunction<Way> nanos) {
            long[] sorted = this.ways.stream().mapToLong(nanos).sorted().toArray();
            return sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))] / 1e6;
        }

    }

    /// Of an event, from its transaction to the consumer. Moments as `System.nanoTime`.
    private record Way(long begun, long committed, long arrived) {
    }

}
