package com.example.shop.localplatform.infrastructure;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/// One Kafka broker in this JVM: the real one, with its controller, on two ports of the loopback address.
final class KafkaBroker {

    private static final int NODE = 1;

    private static final String CONTROLLER_LISTENER = "CONTROLLER";

    /// Loggers of the broker that tell a story of each start, and the level from which on
    /// it matters to a reader.
    private static final Map<String, Level> LOG_LEVELS = Map.of("kafka", Level.WARN, "state.change.logger", Level.WARN,
            "org.apache.kafka", Level.WARN, "org.apache.kafka.controller", Level.ERROR,
            "org.apache.kafka.clients.NetworkClient", Level.ERROR);

    /// What the embedded broker and the one in Docker have in common, apart from
    /// addresses and directories.
    static final Map<String, String> SETTINGS = Map.ofEntries(
            // Topics are created by the platform, with their partitions written down; a
            // typing error must not make one.
            Map.entry("auto.create.topics.enable", "false"), Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            // A consumer that was killed gives its partitions back after six seconds
            // instead of 45.
            Map.entry("group.consumer.min.heartbeat.interval.ms", "1000"),
            Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
            Map.entry("group.consumer.min.session.timeout.ms", "6000"),
            Map.entry("group.consumer.session.timeout.ms", "6000"), Map.entry("group.initial.rebalance.delay.ms", "0"),
            // A broker that was killed is registered again after this time, so the next
            // start waits no longer.
            Map.entry("broker.session.timeout.ms", "3000"), Map.entry("broker.heartbeat.interval.ms", "500"),
            // Sized for a laptop: few threads, small buffers.
            Map.entry("num.network.threads", "2"), Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"), Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("log.index.size.max.bytes", "1048576"));

    private final Path dataDirectory;

    private final int port;

    private final int controllerPort;

    private @Nullable KafkaRaftServer server;

    KafkaBroker(Path dataDirectory, int port, int controllerPort) {
        this.dataDirectory = dataDirectory;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + this.port;
    }

    synchronized void start() {
        if (this.server != null) {
            return;
        }
        LogLevels.set(LOG_LEVELS);
        if (!Files.exists(this.dataDirectory.resolve("meta.properties"))) {
            format();
        }
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
        started.startup();
        this.server = started;
    }

    synchronized void stop() {
        KafkaRaftServer running = this.server;
        if (running == null) {
            return;
        }
        this.server = null;
        running.shutdown();
        running.awaitShutdown();
    }

    private void format() {
        try {
            Directories.deleteIfExists(this.dataDirectory);
            Directories.createPrivate(this.dataDirectory);
            new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setDirectories(List.of(this.dataDirectory.toString()))
                .setMetadataLogDirectory(this.dataDirectory.toString())
                .setControllerListenerName(CONTROLLER_LISTENER)
                .run();
        }
        catch (Exception ex) {
            throw new IllegalStateException("Kafka's directory cannot be prepared: " + ex.getMessage(), ex);
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(SETTINGS);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE));
        properties.put("controller.quorum.voters", NODE + "@127.0.0.1:" + this.controllerPort);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + this.port + "," + CONTROLLER_LISTENER + "://127.0.0.1:"
                + this.controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + this.port);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", this.dataDirectory.toString());
        properties.put("metric.reporters", "");
        return properties;
    }

}
