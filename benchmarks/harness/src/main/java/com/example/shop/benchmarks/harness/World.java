package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.Directories;
import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure;

/// The PostgreSQL and the Kafka of one run. PostgreSQL writes to the disk before it answers a commit, as in production.
final class World implements AutoCloseable {

    private final Path directory;

    private final EmbeddedInfrastructure infrastructure;

    private final String server;

    private int databases;

    private boolean logical;

    private World(Path directory, EmbeddedInfrastructure infrastructure) {
        this.directory = directory;
        this.infrastructure = infrastructure;
        // The first database is for nothing but to learn the server's address.
        this.server = infrastructure.database("address").url().replaceFirst("/[^/]*$", "/");
    }

    /// @param directory what is in it is deleted
    static World start(Path directory) {
        Directories.deleteIfExists(directory);
        Directories.createPrivate(directory);
        EmbeddedInfrastructure infrastructure = EmbeddedInfrastructure.in(directory, directory,
                EmbeddedInfrastructure.Ports.free());
        infrastructure.start();
        return new World(directory, infrastructure);
    }

    /// A new database, with the table for business rows in it.
    /// @param logical whether the log must serve logical decoding; the others shall not
    /// pay for it
    Database newDatabase(boolean logical) throws SQLException {
        if (this.logical != logical) {
            restart(logical ? "logical" : "replica");
            this.logical = logical;
        }
        Database database = this.infrastructure.database("benchmark_" + ++this.databases);
        if (logical) {
            execute("ALTER ROLE %s REPLICATION".formatted(database.user()));
        }
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA shop");
            statement.execute("""
                    CREATE TABLE shop.orders (
                        id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        aggregate uuid NOT NULL,
                        version   bigint NOT NULL,
                        note      text NOT NULL
                    )
                    """);
        }
        return database;
    }

    private void restart(String walLevel) throws SQLException {
        execute("ALTER SYSTEM SET wal_level = " + walLevel);
        this.infrastructure.stopPostgres();
        this.infrastructure.startPostgres();
    }

    /// So that nothing of it is vacuumed while the next contender is measured.
    void drop(Database database) throws SQLException {
        dropSlots(database);
        execute("DROP DATABASE %s WITH (FORCE)".formatted(database.user()));
    }

    /// A slot keeps its database, and the process that reads it keeps the slot; it ends a
    /// little later than it is told to.
    private void dropSlots(Database database) throws SQLException {
        execute("""
                SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots
                WHERE active AND database = '%s'
                """.formatted(database.user()));
        execute("""
                SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
                WHERE NOT active AND database = '%s'
                """.formatted(database.user()));
    }

    /// So that no measurement pays for pages that the one before it touched.
    void checkpoint() throws SQLException {
        execute("CHECKPOINT");
    }

    /// Bytes that were ever written to the log.
    long walPosition() throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")) {
            found.next();
            return found.getLong(1);
        }
    }

    String setting(String name) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SHOW " + name)) {
            found.next();
            return found.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = superuser(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(this.server + "postgres", "postgres",
                read(this.directory.resolve("secrets/postgres.password")));
    }

    /// The first of the server's processes.
    long postmaster() {
        return Long
            .parseLong(read(this.directory.resolve("postgres/postmaster.pid")).lines().findFirst().orElseThrow());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        }
        catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String bootstrapServers() {
        return this.infrastructure.bootstrapServers();
    }

    @Override
    public void close() {
        this.infrastructure.close();
        Directories.deleteIfExists(this.directory);
    }

}
