package com.example.shop.localplatform;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.example.shop.localplatform.infrastructure.Directories;
import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure;
import com.example.shop.localplatform.infrastructure.FreePorts;
import com.example.shop.localplatform.infrastructure.Waiting;
import org.jspecify.annotations.Nullable;

/// Starts the platform, shows that it works, and keeps it running until it is told to stop.
final class Up {

    private static final Duration LONGEST_WAIT_FOR_LEFTOVERS = Duration.ofSeconds(6);

    private static final Duration LONGEST_STOP = Duration.ofMillis(1500);

    private static final Duration LOG_CHECK = Duration.ofSeconds(10);

    private final long begin = System.nanoTime();

    private final Path local;

    private final boolean fresh;

    private final boolean demo;

    private final int portOffset;

    private final Console console;

    private final LogFiles logs;

    private final FastStarts fastStarts;

    private final Supervisor supervisor;

    private final CountDownLatch end = new CountDownLatch(1);

    private @Nullable FileLock lock;

    Up(Project project, boolean fresh, boolean demo, int portOffset, Console console) {
        this.local = project.local();
        this.fresh = fresh;
        this.demo = demo;
        this.portOffset = portOffset;
        this.console = console;
        this.logs = new LogFiles(this.local.resolve("logs"));
        this.fastStarts = new FastStarts(project);
        this.supervisor = new Supervisor(console::report);
    }

    /// Returns only if the platform could not be started; otherwise the end comes by a
    /// signal.
    void run() throws IOException, InterruptedException {
        Directories.createPrivate(this.local);
        Directories.createPrivate(this.local.resolve("logs"));
        this.lock = lock();
        endLeftovers();
        if (this.fresh) {
            Stream.of("postgres", "kafka", "secrets")
                .forEach((name) -> Directories.deleteIfExists(this.local.resolve(name)));
        }
        refusePortsInUse();
        this.logs.begin();
        Logging.toFile(this.logs.file("platform"));

        PlatformRun platform = start();
        boolean confirmed = this.demo && platform.demonstrate();
        this.console.say(welcome(platform.gateway(), confirmed, Console.secondsSince(this.begin)));
        if (this.fastStarts.isDue()) {
            this.fastStarts.prepare(this.console);
        }
        supervise(platform);
        while (!this.end.await(LOG_CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
            this.logs.limit();
        }
    }

    private FileLock lock() throws IOException {
        FileLock taken = FileChannel
            .open(this.local.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
            .tryLock();
        if (taken == null) {
            throw new Refusal("The platform runs already: see ./run status, or end it with ./run stop.");
        }
        return taken;
    }

    // After a launcher was killed its parts end by themselves; only one that hangs has to
    // be killed.
    private void endLeftovers() {
        List<ProcessHandle> leftovers = RunState.read(this.local)
            .map((state) -> state.parts().stream().map(RunState.Part::process).flatMap(Optional::stream).toList())
            .orElse(List.of());
        Waiting.until(() -> leftovers.stream().noneMatch(ProcessHandle::isAlive), LONGEST_WAIT_FOR_LEFTOVERS,
                Duration.ofMillis(50));
        leftovers.forEach(ProcessHandle::destroyForcibly);
        RunState.delete(this.local);
    }

    private void refusePortsInUse() {
        List<String> taken = ports(this.portOffset).filter((port) -> !FreePorts.isFree(port))
            .map(String::valueOf)
            .toList();
        if (!taken.isEmpty()) {
            throw new Refusal(
                    "In use by another program: port %s. End it, or move all ports with ./run --port-offset=%d."
                        .formatted(String.join(", ", taken), this.portOffset + 100));
        }
    }

    /// All ports of the platform. They differ in their last two digits, so that two
    /// platforms whose offsets are whole hundreds never want the same one.
    static Stream<Integer> ports(int offset) {
        EmbeddedInfrastructure.Ports infrastructure = EmbeddedInfrastructure.Ports.withOffset(offset);
        return Stream.concat(
                Stream.of(Service.values())
                    .flatMap((service) -> Stream.of(service.port() + offset, service.managementPort() + offset)),
                Stream.of(infrastructure.postgres(), infrastructure.kafka(), infrastructure.kafkaController()));
    }

    private PlatformRun start() {
        PlatformRun platform = PlatformRun.in(this.local, EmbeddedInfrastructure.Ports.withOffset(this.portOffset),
                LocalPlatform.builder().fixedPorts(this.portOffset), this.console);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform), "stop"));
        platform.state().write(this.local);
        platform.start();
        platform.state().write(this.local);
        return platform;
    }

    private void supervise(PlatformRun platform) {
        this.supervisor.watch("PostgreSQL", platform.infrastructure()::isPostgresAlive,
                platform.infrastructure()::startPostgres);
        for (ServiceProcess process : platform.platform().all()) {
            this.supervisor.watch(process.name(), process::isAlive, () -> {
                process.start();
                platform.state().write(this.local);
            });
        }
    }

    private void stop(PlatformRun platform) {
        long stopping = System.nanoTime();
        this.console.say("Stopping ...");
        this.supervisor.end();
        this.fastStarts.stop();
        platform.stop(LONGEST_STOP);
        RunState.delete(this.local);
        this.console.say("Stopped after " + Console.secondsSince(stopping) + ". Data is kept in .local/.");
        this.end.countDown();
    }

    /// Fits a terminal of 80 columns and 24 rows.
    /// @param confirmed whether the order of the demonstration was confirmed
    static String welcome(URI gateway, boolean confirmed, String elapsed) {
        return """

                @ready after @elapsed.

                  API      @gateway
                  Browser  @gateway/docs/
                  Logs     .local/logs/, or ./run logs order-service
                  Status   ./run status
                  Stop     Ctrl-C, or ./run stop in another terminal; data stays in .local/

                Order something yourself, in another terminal:

                TOKEN=$(curl -s -u alice:alice-secret -d grant_type=client_credentials \\
                  @gateway/oauth2/token | sed 's/.*"access_token":"//;s/".*//')
                curl -i @gateway/api/orders -H "Authorization: Bearer $TOKEN" \\
                  -H "Content-Type: application/json" -H "Idempotency-Key: order-$RANDOM" \\
                  -d '{"lines":[{"sku":"TEA-001","quantity":2}]}'
                curl -s @gateway/api/orders -H "Authorization: Bearer $TOKEN"
                """.replace("@ready", confirmed ? "Ready, with a confirmed order," : "Ready")
            .replace("@elapsed", elapsed)
            .replace("@gateway", gateway.toString());
    }

}
