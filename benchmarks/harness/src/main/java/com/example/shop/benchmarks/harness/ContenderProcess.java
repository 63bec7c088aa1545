package com.example.shop.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.example.shop.localplatform.infrastructure.Database;

/// One instance of a contender: a JVM that does what it is told by a line and answers by a line.
final class ContenderProcess implements AutoCloseable {

    /// The same for all.
    static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final Process process;

    private final BufferedReader answers;

    private final Writer commands;

    private ContenderProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.commands = process.outputWriter();
    }

    /// @param arguments besides the entrant's own
    /// @param log where it writes what it has to say besides
    static ContenderProcess start(Path benchmarks, Entrant entrant, List<String> arguments, Database database,
            String bootstrapServers, String topic, Path log) throws IOException {
        Path target = benchmarks.resolve("contenders").resolve(entrant.module()).resolve("target");
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp",
                target.resolve("classes") + ":" + Files.readString(target.resolve("classpath.txt")).strip(),
                entrant.mainClass()));
        command.addAll(entrant.arguments());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
            .putAll(Map.of("BENCHMARK_URL", database.url(), "BENCHMARK_USER", database.user(), "BENCHMARK_PASSWORD",
                    database.password(), "BENCHMARK_BOOTSTRAP_SERVERS", bootstrapServers, "BENCHMARK_TOPIC", topic));
        ContenderProcess started = new ContenderProcess(builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
        try {
            started.expect("ready");
            started.checkClock();
            return started;
        }
        catch (RuntimeException failure) {
            started.kill();
            throw new IllegalStateException(entrant.id() + " did not start, see " + log, failure);
        }
    }

    /// Moments of several processes are compared below, so their clock must be one.
    private void checkClock() {
        long before = System.nanoTime();
        long there = Long.parseLong(ask("clock")[1]);
        long after = System.nanoTime();
        if (there < before || there > after) {
            throw new IllegalStateException("System.nanoTime() differs between processes on this machine");
        }
    }

    String[] ask(String command) {
        tell(command);
        return expect("");
    }

    void startRelay() {
        ask("start-relay");
    }

    void stopRelay() {
        ask("stop-relay");
    }

    void fill(int events) {
        ask("fill " + events);
    }

    /// Writes at full speed until the time is up or that many have committed.
    Written write(Duration longest, long events) {
        return written(ask("write %d %d 0".formatted(longest.toMillis(), events)));
    }

    /// Writes at a rate.
    /// @param stamps the file for the moments of each transaction
    Written write(Duration time, int rate, Path stamps) {
        return written(ask("write %d %d %d %s".formatted(time.toMillis(), Long.MAX_VALUE, rate, stamps)));
    }

    /// Writes at a rate, or at full speed with 0, while the caller does other things.
    CompletableFuture<Written> writeMeanwhile(Duration time, int rate) {
        tell("write %d %d %d".formatted(time.toMillis(), Long.MAX_VALUE, rate));
        return CompletableFuture.supplyAsync(() -> written(expect("written")));
    }

    private static Written written(String... answer) {
        return new Written(Long.parseLong(answer[1]), Long.parseLong(answer[2]),
                Duration.ofNanos(Long.parseLong(answer[3])));
    }

    Vitals vitals() {
        String[] answer = ask("vitals");
        return new Vitals(Long.parseLong(answer[1]), Long.parseLong(answer[2]));
    }

    /// Time that the JVM's compilers have worked so far.
    Duration compiled() {
        return Duration.ofMillis(Long.parseLong(ask("compiled")[1]));
    }

    void resetPeak() {
        ask("reset-peak");
    }

    private void tell(String command) {
        try {
            this.commands.write(command + "\n");
            this.commands.flush();
        }
        catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String[] expect(String first) {
        try {
            String answer = this.answers.readLine();
            if (answer == null || answer.startsWith("error") || !answer.startsWith(first)) {
                throw new IllegalStateException("The contender answered: " + answer);
            }
            return answer.split(" ");
        }
        catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long pid() {
        return this.process.pid();
    }

    /// As `kill -9`.
    void kill() {
        this.process.destroyForcibly();
        this.process.onExit().join();
    }

    /// Ends it in order.
    @Override
    public void close() {
        try {
            this.commands.close();
            if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        }
        catch (IOException gone) {
            kill();
        }
        catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /// @param committed transactions
    /// @param failed transactions, of which some may have committed all the same
    record Written(long committed, long failed, Duration time) {
    }

    /// @param cpuNanos CPU time since the start
    /// @param peakHeap bytes in the old generation at its fullest
    record Vitals(long cpuNanos, long peakHeap) {
    }

}
