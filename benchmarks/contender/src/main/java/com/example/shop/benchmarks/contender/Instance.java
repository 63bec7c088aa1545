package com.example.shop.benchmarks.contender;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

/// A JVM with one contender in it. It does what the harness writes on its standard input, and answers each line with one
/// line on its standard output; what anyone else prints goes to standard error. It ends when the input does.
public final class Instance {

    private static final OperatingSystemMXBean PROCESS = ManagementFactory
        .getPlatformMXBean(OperatingSystemMXBean.class);

    /// What outlives collections: the young generation is full before each of them,
    /// whatever runs.
    private static final List<MemoryPoolMXBean> HEAP = ManagementFactory.getMemoryPoolMXBeans()
        .stream()
        .filter(pool -> pool.getName().contains("Tenured"))
        .toList();

    private final Contender contender;

    private final Writers writers;

    private Instance(Contender contender) {
        this.contender = contender;
        this.writers = new Writers(contender);
    }

    /// @param arguments of the command line
    /// @param start makes the contender
    public static void run(String[] arguments, Start start) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        try (Contender contender = start.with(Settings.fromEnvironment(arguments));
                BufferedReader commands = new BufferedReader(
                        new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Instance instance = new Instance(contender);
            answers.println("ready");
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                answers.println(instance.answer(line.split(" ")));
            }
        }
        System.exit(0);
    }

    private String answer(String... command) {
        try {
            return switch (command[0]) {
                case "start-relay" -> {
                    this.contender.startRelay();
                    yield "ok";
                }
                case "stop-relay" -> {
                    this.contender.stopRelay();
                    yield "ok";
                }
                case "fill" -> {
                    this.contender.fill(Integer.parseInt(command[1]));
                    yield "ok";
                }
                case "write" -> write(command);
                case "clock" -> "clock " + System.nanoTime();
                case "compiled" -> "compiled " + ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
                case "reset-peak" -> {
                    HEAP.forEach(MemoryPoolMXBean::resetPeakUsage);
                    yield "ok";
                }
                case "vitals" -> "vitals %d %d".formatted(PROCESS.getProcessCpuTime(),
                        HEAP.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
                default -> "error unknown: " + command[0];
            };
        }
        catch (Exception failure) {
            failure.printStackTrace();
            return "error " + failure;
        }
    }

    private String write(String... command) throws InterruptedException, IOException {
        Path stamps = (command.length > 4) ? Path.of(command[4]) : null;
        Writers.Written written = this.writers.write(Duration.ofMillis(Long.parseLong(command[1])),
                Long.parseLong(command[2]), Integer.parseInt(command[3]), stamps);
        return "written %d %d %d".formatted(written.committed(), written.failed(), written.nanos());
    }

    /// Makes a contender, ready to write.
    public interface Start {

        Contender with(Settings settings) throws Exception;

    }

}
