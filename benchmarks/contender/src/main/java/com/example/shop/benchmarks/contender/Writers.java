package com.example.shop.benchmarks.contender;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/// Threads that write transactions, at full speed or at a rate. Each has aggregates of its own, so that the order in which
/// the events of an aggregate commit is known: by version.
final class Writers {

    private static final int AGGREGATES = 1_000;

    private final Contender contender;

    private final List<Writer> writers;

    Writers(Contender contender) {
        this.contender = contender;
        this.writers = IntStream.range(0, Settings.WRITERS).mapToObj(_ -> new Writer()).toList();
    }

    /// @param longest ends the writing, as does the number of events
    /// @param rate transactions per second of all together; 0 is as fast as they can
    /// @param stamps where the moments of each transaction go; null for nowhere
    Written write(Duration longest, long events, int rate, @Nullable Path stamps)
            throws InterruptedException, IOException {
        AtomicLong left = new AtomicLong(events);
        long begin = System.nanoTime();
        long end = begin + longest.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < this.writers.size(); i++) {
            Writer writer = this.writers.get(i);
            Schedule schedule = Schedule.of(rate, i, this.writers.size(), begin);
            threads.add(Thread.ofPlatform()
                .name("writer-" + i)
                .start(() -> writer.run(left, end, schedule, stamps != null)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long nanos = System.nanoTime() - begin;
        if (stamps != null) {
            save(stamps);
        }
        return new Written(this.writers.stream().mapToLong(writer -> writer.committed).sum(),
                this.writers.stream().mapToLong(writer -> writer.failed).sum(), nanos);
    }

    private void save(Path stamps) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(stamps)))) {
            for (Writer writer : this.writers) {
                for (Stamp stamp : writer.stamps) {
                    out.writeLong(stamp.aggregate().getMostSignificantBits());
                    out.writeLong(stamp.aggregate().getLeastSignificantBits());
                    out.writeLong(stamp.version());
                    out.writeLong(stamp.begun());
                    out.writeLong(stamp.committed());
                }
            }
        }
    }

    /// @param nanos until the last writer was done
    record Written(long committed, long failed, long nanos) {
    }

    /// When a transaction began and when its commit had returned, as `System.nanoTime`.
    private record Stamp(UUID aggregate, long version, long begun, long committed) {
    }

    /// Moments at equal distances, whatever the transactions before them took; or none.
    private record Schedule(long first, long gap) {

        static Schedule of(int rate, int writer, int writers, long begin) {
            if (rate == 0) {
                return new Schedule(begin, 0);
            }
            long gap = Duration.ofSeconds(1).toNanos() / rate;
            return new Schedule(begin + writer * gap, writers * gap);
        }

        void await(long turn) {
            long moment = this.first + turn * this.gap;
            while (this.gap > 0 && System.nanoTime() - moment < 0) {
                LockSupport.parkNanos(moment - System.nanoTime());
            }
        }

    }

    private final class Writer {

        private final UUID[] aggregates = IntStream.range(0, AGGREGATES / Settings.WRITERS)
            .mapToObj(_ -> UUID.randomUUID())
            .toArray(UUID[]::new);

        private final List<Stamp> stamps = new ArrayList<>();

        private long turns;

        private long committed;

        private long failed;

        void run(AtomicLong left, long end, Schedule schedule, boolean stamped) {
            this.committed = 0;
            this.failed = 0;
            this.stamps.clear();
            for (long turn = 0; left.getAndDecrement() > 0; turn++) {
                schedule.await(turn);
                if (System.nanoTime() - end >= 0) {
                    return;
                }
                write(stamped);
            }
        }

        private void write(boolean stamped) {
            UUID aggregate = this.aggregates[(int) (this.turns % this.aggregates.length)];
            long version = this.turns / this.aggregates.length + 1;
            this.turns++;
            long begun = System.nanoTime();
            try {
                Writers.this.contender.write(SampleEvent.of(aggregate, version));
                this.committed++;
                if (stamped) {
                    this.stamps.add(new Stamp(aggregate, version, begun, System.nanoTime()));
                }
            }
            catch (Exception failure) {
                // The database may be away on purpose; what did commit is counted there.
                if (this.failed++ == 0) {
                    failure.printStackTrace();
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }

    }

}
