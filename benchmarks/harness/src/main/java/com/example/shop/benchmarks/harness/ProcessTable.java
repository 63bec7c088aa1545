package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the kernel knows about processes that are not ours to ask.
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");

    private static final long NANOS_PER_TICK = Duration.ofMillis(10).toNanos();

    private ProcessTable() {
    }

    /// CPU time of a process and all its children, also of those that have ended.
    static long cpuNanosOfFamily(long parent) {
        try (Stream<Path> all = Files.list(PROC)) {
            List<Stat> family = all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                .flatMap(path -> stat(path).stream())
                .filter(stat -> stat.pid() == parent || stat.parent() == parent)
                .toList();
            return family.stream().mapToLong(stat -> stat.nanos(stat.pid() == parent)).sum();
        }
        catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The most memory it ever had resident, in bytes.
    static long peakMemory(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow();
        }
        catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Optional<Stat> stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            // The second field is a name in brackets, and may hold anything.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            // One thread is a process of PostgreSQL; this file counts in nanoseconds.
            long running = Long.parseLong(Files.readString(process.resolve("schedstat")).split(" ")[0]);
            return Optional.of(new Stat(Long.parseLong(process.getFileName().toString()), Long.parseLong(fields[1]),
                    running, (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * NANOS_PER_TICK));
        }
        catch (IOException ended) {
            return Optional.empty();
        }
    }

    private record Stat(long pid, long parent, long running, long endedChildren) {

        long nanos(boolean withEndedChildren) {
            return this.running + (withEndedChildren ? this.endedChildren : 0);
        }

    }

}
