package com.example.shop.localplatform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole platform in one directory, from its start to its end.
final class PlatformRun {

    private static final Logger log = LoggerFactory.getLogger(PlatformRun.class);

    private final EmbeddedInfrastructure infrastructure;

    private final EmbeddedInfrastructure.Ports ports;

    private final LocalPlatform platform;

    private final Console console;

    private volatile boolean stopping;

    private PlatformRun(EmbeddedInfrastructure infrastructure, EmbeddedInfrastructure.Ports ports,
            LocalPlatform platform, Console console) {
        this.infrastructure = infrastructure;
        this.ports = ports;
        this.platform = platform;
        this.console = console;
    }

    /// All parts in a directory of their own, none of them started.
    static PlatformRun in(Path directory, EmbeddedInfrastructure.Ports ports, LocalPlatform.Builder services,
            Console console) {
        EmbeddedInfrastructure infrastructure = EmbeddedInfrastructure.in(directory, directory.resolve("logs"), ports);
        LocalPlatform platform = services.directory(directory).infrastructure(infrastructure).prepare();
        return new PlatformRun(infrastructure, ports, platform, console);
    }

    LocalPlatform platform() {
        return this.platform;
    }

    EmbeddedInfrastructure infrastructure() {
        return this.infrastructure;
    }

    URI gateway() {
        return this.platform.address();
    }

    /// Starts everything that does not wait for something else at the same time, and
    /// waits until all is ready.
    void start() {
        this.console.say("Starting Orderly");
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        CompletableFuture<Void> postgres = start("PostgreSQL 18", this.infrastructure::startPostgres,
                "127.0.0.1:" + this.ports.postgres());
        starts.add(postgres);
        starts.add(start("Kafka 4.2", this.infrastructure::startKafka, this.infrastructure.bootstrapServers()));
        for (ServiceProcess process : this.platform.all()) {
            // A service needs its database from the first moment on, the gateway has
            // none; for the broker they can wait.
            CompletableFuture<Void> before = (process.service() == Service.GATEWAY)
                    ? CompletableFuture.completedFuture(null) : postgres;
            starts.add(before.thenComposeAsync((nothing) -> start(process.name(), () -> startTwiceIfNeeded(process),
                    process.address().toString())));
        }
        // The first failure is reported, whatever the others are doing.
        CompletableFuture<Void> all = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
        starts.forEach((start) -> start.exceptionally((failure) -> {
            all.completeExceptionally(failure);
            return null;
        }));
        try {
            all.join();
        }
        catch (CompletionException ex) {
            Throwable cause = ex;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new Refusal("The platform did not start: " + cause.getMessage());
        }
    }

    private CompletableFuture<Void> start(String name, Runnable action, String address) {
        Console.Step step = this.console.begin(name);
        return CompletableFuture.runAsync(action, (task) -> Thread.ofPlatform().daemon().name(name).start(task))
            .whenComplete((nothing, failure) -> {
                if (failure == null) {
                    step.done(address);
                }
                else {
                    step.failed("");
                }
            });
    }

    // On a busy machine a first connection may take longer than a service waits for one.
    private void startTwiceIfNeeded(ServiceProcess process) {
        try {
            process.start();
        }
        catch (IllegalStateException ex) {
            if (this.stopping) {
                throw ex;
            }
            log.warn("{} is started a second time", process.name(), ex);
            process.start();
        }
    }

    /// @return whether the order was confirmed
    boolean demonstrate() {
        return new Demonstration(gateway(), this.infrastructure.bootstrapServers(), this.console).run();
    }

    /// Stops everything in order: the gateway, the services, then PostgreSQL and Kafka.
    /// @param limit for the gateway and for the services; who does not end in time is
    /// killed, and the next start recovers as after a crash
    void stop(Duration limit) {
        this.stopping = true;
        this.platform.stop(limit);
        this.infrastructure.close();
    }

    RunState state() {
        List<RunState.Part> parts = new ArrayList<>();
        parts.add(new RunState.Part("PostgreSQL", this.ports.postgres(), false, null, null));
        parts.add(new RunState.Part("Kafka", this.ports.kafka(), false, null, null));
        this.platform.all().forEach((process) -> parts.add(RunState.Part.of(process)));
        ProcessHandle self = ProcessHandle.current();
        return new RunState(self.pid(), RunState.startOf(self), gateway().toString(), parts);
    }

}
