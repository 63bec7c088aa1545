package com.example.shop.localplatform.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// PostgreSQL from its own programs, and Kafka in this JVM. Nothing has to be installed.
public final class EmbeddedInfrastructure implements Infrastructure {

    private final Path directory;

    private final boolean throwAway;

    private final PostgresServer postgres;

    private final KafkaBroker kafka;

    private final Databases databases;

    private EmbeddedInfrastructure(Path directory, Path logs, Ports ports, boolean throwAway) {
        this.directory = directory;
        this.throwAway = throwAway;
        Secrets secrets = new Secrets(directory.resolve("secrets"));
        this.postgres = new PostgresServer(directory.resolve("postgres"), logs.resolve("postgres.log"),
                ports.postgres(), secrets.password(PostgresServer.SUPERUSER), !throwAway);
        this.databases = new Databases(this.postgres.superuser(), secrets::password);
        this.kafka = new KafkaBroker(directory.resolve("kafka"), ports.kafka(), ports.kafkaController());
    }

    /// For data that is kept: not started yet, so that the caller may start PostgreSQL
    /// and Kafka side by side.
    /// @param directory holds the data and the passwords, and must be for its owner alone
    /// @param logs where PostgreSQL writes its log
    public static EmbeddedInfrastructure in(Path directory, Path logs, Ports ports) {
        return new EmbeddedInfrastructure(directory, logs, ports, false);
    }

    /// Started in a temporary directory, on free ports, without waiting for any disk; its
    /// data goes with it.
    public static EmbeddedInfrastructure startThrowAway() {
        Path directory = Directories.createTemporary("orderly-");
        EmbeddedInfrastructure infrastructure = new EmbeddedInfrastructure(directory, directory, Ports.free(), true);
        try {
            infrastructure.start();
        }
        catch (RuntimeException | Error ex) {
            infrastructure.close();
            throw ex;
        }
        return infrastructure;
    }

    /// Starts what does not run yet, both at the same time, and waits until both answer.
    public void start() {
        CompletableFuture<Void> postgresStarted = CompletableFuture.runAsync(this::startPostgres);
        startKafka();
        postgresStarted.join();
    }

    @Override
    public Database database(String name) {
        return this.databases.get(name);
    }

    @Override
    public String bootstrapServers() {
        return this.kafka.bootstrapServers();
    }

    @Override
    public void stopKafka() {
        this.kafka.stop();
    }

    @Override
    public void startKafka() {
        this.kafka.start();
    }

    @Override
    public void stopPostgres() {
        this.postgres.crash();
    }

    @Override
    public void startPostgres() {
        this.postgres.start();
    }

    /// Whether the PostgreSQL server that was started is still there.
    public boolean isPostgresAlive() {
        return this.postgres.isAlive();
    }

    /// Stops both in order, Kafka first; data stays, unless it was to be thrown away.
    @Override
    public void close() {
        this.kafka.stop();
        this.postgres.stop();
        if (this.throwAway) {
            Directories.deleteIfExists(this.directory);
        }
    }

    /// The ports of the loopback address that are used.
    public record Ports(int postgres, int kafka, int kafkaController) {

        /// The ports of `./run`, all moved by the same number.
        public static Ports withOffset(int offset) {
            return new Ports(15432 + offset, 19092 + offset, 19093 + offset);
        }

        /// Ports that are free now.
        public static Ports free() {
            List<Integer> free = FreePorts.find(3);
            return new Ports(free.get(0), free.get(1), free.get(2));
        }

    }

}
