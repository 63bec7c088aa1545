package com.example.shop.localplatform.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Level;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// PostgreSQL and Kafka in two containers, each at a port of this machine that stays the same over a restart.
final class DockerInfrastructure implements Infrastructure {

    /// Leaves time to pull the small clean-up image once; Testcontainers alone would go
    /// on asking for minutes.
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(20);

    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    /// The search for an engine is no news to a reader; its result is, and is logged by
    /// the caller.
    private static final Map<String, Level> LOG_LEVELS = Map.of("org.testcontainers", Level.ERROR, "tc", Level.ERROR,
            "com.github.dockerjava", Level.OFF);

    private static final int STOP_SECONDS = 10;

    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18");

    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.2.2");

    private final String bootstrapServers;

    private final Database superuser;

    private final Databases databases;

    private DockerInfrastructure(int postgresPort, int kafkaPort) {
        this.postgres.withUsername(PostgresServer.SUPERUSER)
            .withDatabaseName("postgres")
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        KafkaBroker.SETTINGS.forEach((name, value) -> this.kafka.withEnv(variable(name), value));
        this.kafka.withEnv("KAFKA_HEAP_OPTS", "-Xmx384m -Xms128m").withStartupTimeout(LONGEST_START);
        // A port that Docker chooses changes with each restart of the container.
        this.postgres.setPortBindings(List.of("127.0.0.1:" + postgresPort + ":5432"));
        this.kafka.setPortBindings(List.of("127.0.0.1:" + kafkaPort + ":9092"));
        this.bootstrapServers = "127.0.0.1:" + kafkaPort;
        this.superuser = new Database("jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres",
                this.postgres.getUsername(), this.postgres.getPassword());
        this.databases = new Databases(this.superuser, (name) -> name + "-password");
    }

    static boolean isUsable() {
        LogLevels.set(LOG_LEVELS);
        return CompletableFuture.supplyAsync(() -> DockerClientFactory.instance().isDockerAvailable())
            .completeOnTimeout(false, LONGEST_SEARCH.toSeconds(), TimeUnit.SECONDS)
            .exceptionally((failure) -> false)
            .join();
    }

    static DockerInfrastructure start() {
        LogLevels.set(LOG_LEVELS);
        List<Integer> ports = FreePorts.find(2);
        DockerInfrastructure infrastructure = new DockerInfrastructure(ports.get(0), ports.get(1));
        try {
            Startables.deepStart(infrastructure.postgres, infrastructure.kafka).join();
        }
        catch (RuntimeException | Error ex) {
            infrastructure.close();
            throw ex;
        }
        return infrastructure;
    }

    /// The image's own spelling of a broker property as an environment variable.
    static String variable(String property) {
        return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public Database database(String name) {
        return this.databases.get(name);
    }

    @Override
    public String bootstrapServers() {
        return this.bootstrapServers;
    }

    @Override
    public void stopKafka() {
        if (this.kafka.isRunning()) {
            this.kafka.getDockerClient().stopContainerCmd(this.kafka.getContainerId()).withTimeout(STOP_SECONDS).exec();
        }
    }

    @Override
    public void startKafka() {
        startAgain(this.kafka, this::isKafkaReady);
    }

    @Override
    public void stopPostgres() {
        if (this.postgres.isRunning()) {
            this.postgres.getDockerClient().killContainerCmd(this.postgres.getContainerId()).exec();
        }
    }

    @Override
    public void startPostgres() {
        startAgain(this.postgres, this::isPostgresReady);
    }

    private static void startAgain(GenericContainer<?> container, BooleanSupplier ready) {
        if (!container.isRunning()) {
            container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        }
        if (!Waiting.until(ready, LONGEST_START, Duration.ofMillis(100))) {
            throw new IllegalStateException(container.getDockerImageName() + " in Docker was not ready in time");
        }
    }

    private boolean isKafkaReady() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.bootstrapServers, "default.api.timeout.ms",
                "2000", "request.timeout.ms", "2000", "metadata.recovery.strategy", "none"))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        }
        catch (ExecutionException _) {
            return false;
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isPostgresReady() {
        try (Connection connection = this.superuser.connect()) {
            return connection.isValid(2);
        }
        catch (SQLException _) {
            return false;
        }
    }

    @Override
    public void close() {
        this.kafka.stop();
        this.postgres.stop();
    }

}
