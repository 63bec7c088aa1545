package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import com.example.shop.localplatform.infrastructure.Database;
import org.jspecify.annotations.Nullable;

/// One contender with a database of its own and an empty topic, from its start to its end.
final class Session implements AutoCloseable {

    /// Longer than any contender pauses after a failure.
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int MOST_SLICES = 8;

    private final World world;

    private final EventLog log;

    private final Path benchmarks;

    private final Entrant entrant;

    private final Scale scale;

    private final Database database;

    private final List<String> arguments;

    private final Map<Entrant, Session> limits = new EnumMap<>(Entrant.class);

    private @Nullable ContenderProcess warm;

    /// @param arguments for the contender, besides its own
    Session(World world, EventLog log, Path benchmarks, Entrant entrant, Scale scale, List<String> arguments)
            throws SQLException {
        this(world, log, benchmarks, entrant, scale, arguments, world.newDatabase(entrant.needsLogicalLog()));
        log.empty();
    }

    private Session(World world, EventLog log, Path benchmarks, Entrant entrant, Scale scale, List<String> arguments,
            Database database) {
        this.arguments = arguments;
        this.world = world;
        this.log = log;
        this.benchmarks = benchmarks;
        this.entrant = entrant;
        this.scale = scale;
        this.database = database;
    }

    /// A limit that runs beside this one, for what can be compared is what was measured
    /// in the same minute. It ends with this session.
    Session beside(Entrant limit) throws SQLException {
        Session session = this.limits.get(limit);
        if (session == null) {
            session = new Session(this.world, this.log, this.benchmarks, limit, this.scale, List.of(),
                    this.world.newDatabase(this.entrant.needsLogicalLog()));
            this.limits.put(limit, session);
        }
        return session;
    }

    Entrant entrant() {
        return this.entrant;
    }

    Scale scale() {
        return this.scale;
    }

    EventLog log() {
        return this.log;
    }

    Database database() {
        return this.database;
    }

    /// An instance with nothing to do, its relay running, after it has worked for a
    /// while: the same for all scenarios that want one.
    ContenderProcess warmInstance() throws Exception {
        if (this.warm == null) {
            ContenderProcess instance = startInstance();
            this.warm = instance;
            warmUp(instance);
        }
        settle();
        return this.warm;
    }

    private void warmUp(ContenderProcess instance) throws Exception {
        instance.startRelay();
        Progress.tell(this.entrant.title() + ": started, warming up");
        Duration slice = this.scale.warmUp();
        WarmUp.repeat(instance, slice, 1, MOST_SLICES, () -> {
            long before = this.log.size();
            awaitArrival(before + instance.write(slice, Long.MAX_VALUE).committed());
        });
    }

    /// So that what is measured next does not pay for what was before it.
    void settle() throws SQLException {
        try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
            // Else autovacuum does so, some time in the next minute.
            statement.execute("VACUUM (ANALYZE)");
        }
        this.world.checkpoint();
        System.gc();
    }

    ContenderProcess startInstance() throws IOException {
        return ContenderProcess.start(this.benchmarks, this.entrant, this.arguments, this.database,
                this.world.bootstrapServers(), EventLog.TOPIC,
                this.benchmarks.resolve("target").resolve(this.entrant.id() + ".log"));
    }

    /// Starts anew: no instance, no records, no business rows.
    void clean() throws SQLException {
        if (this.warm != null) {
            this.warm.close();
            this.warm = null;
        }
        this.log.empty();
        try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE shop.orders");
        }
        this.world.checkpoint();
    }

    /// Ends the instance, whatever it has still to do.
    void abandon() {
        if (this.warm != null) {
            this.warm.kill();
            this.warm = null;
        }
    }

    /// Waits until the topic has so many records.
    /// @return when it had
    long awaitArrival(long size) throws InterruptedException {
        if (!this.entrant.hasRelay()) {
            return System.nanoTime();
        }
        EventLog.Progress progress = this.log.awaitSize(size, LONGEST, STANDSTILL);
        if (progress.size() < size) {
            throw new IllegalStateException(
                    "%s sent only %d of %d events".formatted(this.entrant.id(), progress.size(), size));
        }
        return progress.nanos();
    }

    Meter meter(ContenderProcess instance) throws SQLException {
        return Meter.start(this.world, instance);
    }

    @Override
    public void close() throws SQLException {
        if (this.warm != null) {
            this.warm.close();
        }
        for (Session limit : this.limits.values()) {
            limit.close();
        }
        this.world.drop(this.database);
    }

}
