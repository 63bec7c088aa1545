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

    /// Per stage; a part that does not end in time is killed, and finds its data as a
    /// crash would leave it.
    private static final Duration LONGEST_STOP = Duration.ofMillis(1500);

    private final EmbeddedInfrastructure infrastructure;

    private final EmbeddedInfrastructure.Ports ports;

    private final LocalPlatform platform;

    private final Checklist checklist;

    private volatile boolean stopping;

    PlatformRun(EmbeddedInfrastructure infrastructure, EmbeddedInfrastructure.Ports ports, LocalPlatform platform,
            Checklist checklist) {
        this.infrastructure = infrastructure;
        this.ports = ports;
        this.platform = platform;
        this.checklist = checklist;
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
        Checklist.Section section = this.checklist.section("Starting Orderly");
        Checklist.Item postgres = section.item("PostgreSQL 18");
        Checklist.Item kafka = section.item("Kafka 4.2");
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        CompletableFuture<Void> postgresStart = start(postgres, this.infrastructure::startPostgres,
                "127.0.0.1:" + this.ports.postgres());
        starts.add(postgresStart);
        starts.add(start(kafka, this.infrastructure::startKafka, this.infrastructure.bootstrapServers()));
        for (ServiceProcess process : this.platform.all()) {
            Checklist.Item item = section.item(process.name());
            // A service needs its database from the first moment on; for the broker it
            // can wait.
            CompletableFuture<Void> before = (process.service() == Service.GATEWAY)
                    ? CompletableFuture.completedFuture(null) : postgresStart;
            starts.add(before.thenComposeAsync(
                    (nothing) -> start(item, () -> startPatiently(process), process.address().toString())));
        }
        // The first failure is the end of it, whatever the others are doing.
        CompletableFuture<Void> end = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
        starts.forEach((start) -> start.whenComplete((nothing, failure) -> {
            if (failure != null) {
                end.completeExceptionally(failure);
            }
        }));
        try {
            end.join();
        }
        catch (CompletionException ex) {
            throw new Refusal("The platform did not start: " + rootOf(ex).getMessage());
        }
    }

    // On a busy machine a first connection may take longer than a service waits for one.
    private void startPatiently(ServiceProcess process) {
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

    private static Throwable rootOf(CompletionException ex) {
        Throwable cause = ex;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static CompletableFuture<Void> start(Checklist.Item item, Runnable action, String address) {
        item.start();
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                action.run();
                item.done(address);
                result.complete(null);
            }
            catch (RuntimeException | Error ex) {
                item.failed("");
                result.completeExceptionally(ex);
            }
        });
        return result;
    }

    /// @return whether the order was confirmed
    boolean demonstrate() {
        return new Demonstration(gateway(), this.infrastructure.bootstrapServers(), this.checklist).run();
    }

    /// Stops everything in order: the door, the services, then what they stand on.
    void stop() {
        stop(LONGEST_STOP);
    }

    void stop(Duration limitPerStage) {
        this.stopping = true;
        this.platform.stop(limitPerStage);
        this.infrastructure.close();
    }

    RunState state() {
        List<RunState.Part> parts = new ArrayList<>();
        parts.add(new RunState.Part("PostgreSQL", this.ports.postgres(), false, null, null));
        parts.add(new RunState.Part("Kafka", this.ports.kafka(), false, null, null));
        for (ServiceProcess process : this.platform.all()) {
            parts.add(process.isAlive()
                    ? new RunState.Part(process.name(), process.port(), true, process.pid(),
                            RunState.startOf(process.handle().toHandle()))
                    : new RunState.Part(process.name(), process.port(), true, null, null));
        }
        ProcessHandle self = ProcessHandle.current();
        return new RunState(self.pid(), RunState.startOf(self), gateway().toString(), parts);
    }

    /// All parts in a directory of their own, none of them started.
    static PlatformRun in(Path directory, EmbeddedInfrastructure.Ports ports, LocalPlatform.Builder services,
            Checklist checklist) {
        EmbeddedInfrastructure infrastructure = EmbeddedInfrastructure.in(directory, directory.resolve("logs"), ports);
        LocalPlatform platform = services.directory(directory).infrastructure(infrastructure).prepare();
        return new PlatformRun(infrastructure, ports, platform, checklist);
    }

}
