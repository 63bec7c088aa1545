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
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Level;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// PostgreSQL and Kafka in two containers, each at a port of this machine that stays the same over a restart.
final class DockerInfrastructure implements Infrastructure {

    static final DockerImageName POSTGRES_IMAGE = DockerImageName.parse("postgres:18");

    static final DockerImageName KAFKA_IMAGE = DockerImageName.parse("apache/kafka:4.2.2");

    private static final int POSTGRES_PORT = 5432;

    private static final int KAFKA_PORT = 9092;

    /// Leaves time to pull the small clean-up image once; Testcontainers alone would go
    /// on asking for minutes.
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(20);

    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    /// The search for an engine is no news to a reader; its result is, and is logged by
    /// the caller.
    private static final Map<String, Level> LOG_LEVELS = Map.of("org.testcontainers", Level.ERROR, "tc", Level.ERROR,
            "com.github.dockerjava", Level.OFF);

    private static final int STOP_SECONDS = 10;

    private final int postgresPort;

    private final int kafkaPort;

    private final PostgreSQLContainer postgres;

    private final GenericContainer<?> kafka;

    private final Databases databases;

    private DockerInfrastructure() {
        List<Integer> ports = FreePorts.find(2);
        this.postgresPort = ports.get(0);
        this.kafkaPort = ports.get(1);
        this.postgres = postgresAt(this.postgresPort);
        this.kafka = kafkaAt(this.kafkaPort);
        this.databases = new Databases(superuser(), (name) -> name + "-password");
    }

    /// Why Docker cannot be used, or an empty text if it can.
    static String obstacle() {
        LogLevels.set(LOG_LEVELS);
        CompletableFuture<Boolean> found = new CompletableFuture<>();
        found.completeAsync(() -> DockerClientFactory.instance().isDockerAvailable());
        try {
            return found.get(LONGEST_SEARCH.toMillis(), TimeUnit.MILLISECONDS) ? "" : "no Docker engine answers";
        }
        catch (TimeoutException ex) {
            return "no Docker engine was usable within " + LONGEST_SEARCH.toSeconds() + " s";
        }
        catch (ExecutionException ex) {
            return "no Docker engine is usable: " + ex.getCause();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return "the search for a Docker engine was interrupted";
        }
    }

    static DockerInfrastructure start() {
        LogLevels.set(LOG_LEVELS);
        DockerInfrastructure infrastructure = new DockerInfrastructure();
        try {
            Startables.deepStart(infrastructure.postgres, infrastructure.kafka).join();
            await("Kafka", infrastructure::kafkaAnswers);
        }
        catch (RuntimeException | Error ex) {
            infrastructure.close();
            throw ex;
        }
        return infrastructure;
    }

    private static PostgreSQLContainer postgresAt(int port) {
        PostgreSQLContainer container = new PostgreSQLContainer(POSTGRES_IMAGE);
        container.withUsername(PostgresServer.SUPERUSER);
        container.withDatabaseName("postgres");
        container.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        bind(container, POSTGRES_PORT, port);
        return container;
    }

    private static GenericContainer<?> kafkaAt(int port) {
        GenericContainer<?> container = new GenericContainer<>(KAFKA_IMAGE);
        container.withExposedPorts(KAFKA_PORT);
        KafkaSettings.common().forEach((name, value) -> container.withEnv(variable(name), value));
        container.withEnv("KAFKA_PROCESS_ROLES", "broker,controller");
        container.withEnv("KAFKA_NODE_ID", "1");
        container.withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
        container.withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
        container.withEnv("KAFKA_LISTENERS", "PLAINTEXT://:" + KAFKA_PORT + ",CONTROLLER://:9093");
        container.withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + port);
        container.withEnv("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        container.withEnv("KAFKA_HEAP_OPTS", "-Xmx384m -Xms128m");
        container.waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1).withStartupTimeout(LONGEST_START));
        bind(container, KAFKA_PORT, port);
        return container;
    }

    /// The image's own spelling of a broker property as an environment variable.
    static String variable(String property) {
        return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    // A port that Docker chooses changes with each restart of the container; one that was
    // chosen here does not.
    private static void bind(GenericContainer<?> container, int inside, int outside) {
        container.withCreateContainerCmdModifier((command) -> {
            if (command.getHostConfig() != null) {
                command.getHostConfig()
                    .withPortBindings(new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", outside),
                            ExposedPort.tcp(inside)));
            }
        });
    }

    @Override
    public Database database(String name) {
        return this.databases.get(name);
    }

    private Database superuser() {
        return new Database("jdbc:postgresql://127.0.0.1:" + this.postgresPort + "/postgres",
                this.postgres.getUsername(), this.postgres.getPassword());
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + this.kafkaPort;
    }

    @Override
    public void stopKafka() {
        if (this.kafka.isRunning()) {
            this.kafka.getDockerClient().stopContainerCmd(this.kafka.getContainerId()).withTimeout(STOP_SECONDS).exec();
        }
    }

    @Override
    public void startKafka() {
        startAgain(this.kafka);
        await("Kafka", this::kafkaAnswers);
    }

    @Override
    public void stopPostgres() {
        if (this.postgres.isRunning()) {
            this.postgres.getDockerClient().killContainerCmd(this.postgres.getContainerId()).exec();
        }
    }

    @Override
    public void startPostgres() {
        startAgain(this.postgres);
        await("PostgreSQL", this::postgresAnswers);
    }

    private static void startAgain(GenericContainer<?> container) {
        if (!container.isRunning()) {
            container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        }
    }

    private boolean kafkaAnswers() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers(), "default.api.timeout.ms", "2000",
                "request.timeout.ms", "2000", "metadata.recovery.strategy", "none");
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        }
        catch (ExecutionException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean postgresAnswers() {
        try (Connection connection = superuser().connect()) {
            return connection.isValid(2);
        }
        catch (SQLException ex) {
            return false;
        }
    }

    private static void await(String name, BooleanSupplier answers) {
        if (!Waiting.until(answers, LONGEST_START, Duration.ofMillis(100))) {
            throw new IllegalStateException(name + " in Docker did not answer");
        }
    }

    @Override
    public void close() {
        this.kafka.stop();
        this.postgres.stop();
    }

}
