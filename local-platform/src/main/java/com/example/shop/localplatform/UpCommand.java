package com.example.shop.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import com.example.shop.localplatform.infrastructure.Directories;
import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure;
import com.example.shop.localplatform.infrastructure.FreePorts;
import org.jspecify.annotations.Nullable;

/// Starts the platform, shows that it works, and keeps it running until it is told to stop.
final class UpCommand {

    private static final int POSTGRES_PORT = 15432;

    private static final int KAFKA_PORT = 19092;

    private static final int KAFKA_CONTROLLER_PORT = 19093;

    private static final long LEAST_FREE_BYTES = 1024L * 1024 * 1024;

    private static final Duration LONGEST_WAIT_FOR_LEFTOVERS = Duration.ofSeconds(6);

    private static final Duration LOG_CHECK = Duration.ofSeconds(10);

    private final Project project;

    private final Options options;

    private final Screen screen;

    private final Path local;

    private final LogFiles logs;

    private final CountDownLatch end = new CountDownLatch(1);

    private @Nullable PlatformRun run;

    private @Nullable Supervisor supervisor;

    private @Nullable FileLock lock;

    UpCommand(Project project, Options options, Screen screen) {
        this.project = project;
        this.options = options;
        this.screen = screen;
        this.local = project.local();
        this.logs = new LogFiles(this.local.resolve("logs"));
    }

    /// Returns only if the platform could not be started; otherwise the end comes by a
    /// signal.
    void run() throws InterruptedException {
        Directories.createPrivate(this.local);
        Directories.createPrivate(this.local.resolve("logs"));
        this.lock = lock();
        endLeftovers();
        if (this.options.fresh()) {
            deleteData();
        }
        checkDisk();
        EmbeddedInfrastructure.Ports ports = checkedPorts();
        this.logs.begin();
        Logging.toFile(this.logs.file("platform"));

        PlatformRun started = start(ports);
        boolean confirmed = this.options.demo() && started.demonstrate();
        this.screen.finish();
        this.screen.say(Summary.of(started.gateway(), confirmed, sinceProcessStart()));
        superviseUntilTheEnd(started);
    }

    private FileLock lock() {
        try {
            FileChannel channel = FileChannel.open(this.local.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock taken = channel.tryLock();
            if (taken == null) {
                throw new Refusal(alreadyRunning());
            }
            return taken;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private String alreadyRunning() {
        String process = RunState.read(this.local).map((state) -> " (process " + state.pid() + ")").orElse("");
        return "The platform runs already" + process + ": see ./run status, or end it with ./run stop.";
    }

    // After a launcher was killed its children end by themselves; only one that hangs has
    // to be helped.
    private void endLeftovers() throws InterruptedException {
        List<ProcessHandle> leftovers = RunState.read(this.local)
            .map((state) -> state.parts().stream().map(RunState.Part::process).flatMap(Optional::stream).toList())
            .orElse(List.of());
        long deadline = System.nanoTime() + LONGEST_WAIT_FOR_LEFTOVERS.toNanos();
        for (ProcessHandle leftover : leftovers) {
            while (leftover.isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            leftover.destroyForcibly();
        }
        RunState.delete(this.local);
    }

    private void deleteData() {
        for (String name : new String[] { "postgres", "kafka", "secrets" }) {
            Directories.deleteIfExists(this.local.resolve(name));
        }
    }

    private void checkDisk() {
        try {
            long free = Files.getFileStore(this.local).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new Refusal(String.format(Locale.ROOT,
                        "Only %.1f GB are free where %s lies, and the platform wants 1 GB: make room and try again.",
                        free / 1e9, this.local));
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private EmbeddedInfrastructure.Ports checkedPorts() {
        int offset = this.options.portOffset();
        EmbeddedInfrastructure.Ports ports = new EmbeddedInfrastructure.Ports(POSTGRES_PORT + offset,
                KAFKA_PORT + offset, KAFKA_CONTROLLER_PORT + offset);
        List<Integer> all = new ArrayList<>(List.of(ports.postgres(), ports.kafka(), ports.kafkaController()));
        Stream.of(Service.values())
            .forEach((service) -> all.addAll(List.of(service.port() + offset, service.managementPort() + offset)));
        List<String> taken = all.stream()
            .filter((port) -> !FreePorts.isFree(port))
            .sorted()
            .map(String::valueOf)
            .toList();
        if (!taken.isEmpty()) {
            throw new Refusal(String.format(
                    "%s in use by another program: end that program, or move all ports with ./run --port-offset=%d.",
                    ((taken.size() == 1) ? "Port " : "Ports ") + String.join(", ", taken)
                            + ((taken.size() == 1) ? " is" : " are"),
                    offset + 100));
        }
        return ports;
    }

    private PlatformRun start(EmbeddedInfrastructure.Ports ports) {
        Checklist checklist = this.screen.checklist();
        PlatformRun prepared = PlatformRun.in(this.local, ports,
                LocalPlatform.builder().fixedPorts(this.options.portOffset()), checklist);
        this.run = prepared;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        prepared.state().write(this.local);
        try {
            prepared.start();
        }
        catch (Refusal ex) {
            this.screen.finish();
            throw ex;
        }
        prepared.state().write(this.local);
        return prepared;
    }

    private void superviseUntilTheEnd(PlatformRun started) throws InterruptedException {
        Supervisor watchful = new Supervisor((sentence) -> this.screen.say(now() + " " + sentence),
                () -> started.state().write(this.local));
        this.supervisor = watchful;
        watchful.watch(started.infrastructure());
        started.platform().all().forEach(watchful::watch);
        while (!this.end.await(LOG_CHECK.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
            this.logs.limit();
        }
    }

    private void stop() {
        long begin = System.nanoTime();
        this.screen.finish();
        this.screen.say("Stopping ...");
        if (this.supervisor != null) {
            this.supervisor.end();
        }
        if (this.run != null) {
            this.run.stop();
        }
        RunState.delete(this.local);
        this.screen.say("Stopped after " + Checklist.seconds(System.nanoTime() - begin) + ". Data is kept in .local/.");
        this.end.countDown();
    }

    private static String now() {
        return java.time.LocalTime.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }

    private static Duration sinceProcessStart() {
        return Duration.between(RunState.startOf(ProcessHandle.current()), Instant.now());
    }

}
