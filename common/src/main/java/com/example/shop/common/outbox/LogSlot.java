package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

import com.example.shop.common.messaging.DatabaseSessions;
import com.example.shop.common.messaging.ServiceName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The replication slot that makes the database keep its log until Kafka has the events in it.
///
/// It is made together with a publication of the same name, and the publication outlives it. So a publication without a
/// slot tells of a slot that was lost, by a failover for instance, and with it perhaps events. Nobody makes a new one then
/// but an operator: it would begin at the end of the log, and hide the gap. Until then nothing can be written, for the
/// database refuses to write events that no slot keeps.
final class LogSlot {

    private static final Logger log = LoggerFactory.getLogger(LogSlot.class);

    /// Of what the server keeps for a slot, the function `write_to_log` leaves 64 MB
    /// unused.
    private static final int SMALLEST_KEPT_MB = 128;

    private static final Duration LONGEST_EVICTION = Duration.ofSeconds(5);

    private static final Duration LONGEST_MAKING = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final String OBJECT_EXISTS = "42710";

    private static final String SERVER = """
            SELECT current_setting('wal_level') AS wal_level,
                   (SELECT setting::int FROM pg_settings WHERE name = 'max_slot_wal_keep_size') AS kept_mb
            """;

    private static final String STATE = """
            SELECT EXISTS (SELECT FROM pg_publication WHERE pubname = ?) AS was_made,
                   wal_status, active, coalesce(safe_wal_size, 0) AS safe,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn) AS lag
            FROM (SELECT) AS always
            LEFT JOIN pg_replication_slots ON slot_name = ? AND database = current_database()
                                              AND confirmed_flush_lsn IS NOT NULL
            """;

    /// The last argument lets it follow a failover, where the standby is set up for it.
    private static final String CREATE = "SELECT pg_create_logical_replication_slot(?, 'pgoutput', false, false, true)";

    private static final String EVICT = """
            SELECT pg_terminate_backend(active_pid, ?) FROM pg_replication_slots
            WHERE slot_name = ? AND active_pid IS NOT NULL
            """;

    private final DatabaseSessions sessions;

    private final OutboxProperties settings;

    private final String name;

    LogSlot(DatabaseSessions sessions, ServiceName service, OutboxProperties settings) {
        this.sessions = sessions;
        this.settings = settings;
        this.name = "outbox_" + service.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    String name() {
        return this.name;
    }

    /// Makes the slot if there never was one. To be called before anything can be
    /// written.
    void prepare() {
        try (Connection connection = this.sessions.open("outbox slot")) {
            State state = state(connection);
            if (state.isLost()) {
                log.error("Events are refused: {}", state.trouble(this.name));
                return;
            }
            if (!state.isThere()) {
                checkServer(connection);
                create(connection);
            }
            if (!state.wasMade()) {
                publish(connection);
            }
        }
        catch (SQLException failure) {
            throw new IllegalStateException(
                    "The replication slot %s cannot be made: %s".formatted(this.name, failure.getMessage()), failure);
        }
    }

    private static void checkServer(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement(); ResultSet server = query.executeQuery(SERVER)) {
            server.next();
            if (!server.getString("wal_level").equals("logical")) {
                throw new SQLException("the server's wal_level is %s and not logical".formatted(server.getString(1)));
            }
            int kept = server.getInt("kept_mb");
            if (kept < SMALLEST_KEPT_MB) {
                throw new SQLException("""
                        the server's max_slot_wal_keep_size is %s. Set it to %d MB or more, and to less than its disk \
                        has room for: while Kafka is away the log grows up to there"""
                    .formatted((kept < 0) ? "without a limit" : kept + " MB", SMALLEST_KEPT_MB));
            }
        }
    }

    private void create(Connection connection) throws SQLException {
        try (PreparedStatement create = connection.prepareStatement(CREATE)) {
            create.setString(1, this.name);
            create.execute();
        }
        catch (SQLException failure) {
            if (!OBJECT_EXISTS.equals(failure.getSQLState())) {
                throw failure;
            }
            awaitTwin(connection);
        }
    }

    /// Another instance makes it, or one that is gone began to.
    private void awaitTwin(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + LONGEST_MAKING.toNanos();
        while (!state(connection).isThere()) {
            if (System.nanoTime() > deadline) {
                throw new SQLException("it exists in another database, or somebody else has been making it for "
                        + LONGEST_MAKING.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void publish(Connection connection) throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.execute("CREATE PUBLICATION " + this.name);
        }
        catch (SQLException failure) {
            if (!OBJECT_EXISTS.equals(failure.getSQLState())) {
                throw failure;
            }
        }
    }

    /// @param lead the session that leads: what else reads is a leader that was
    EventLog open(RelaySession lead) throws SQLException {
        prepare();
        lead.ask("evict", connection -> {
            try (PreparedStatement evict = connection.prepareStatement(EVICT)) {
                evict.setLong(1, LONGEST_EVICTION.toMillis());
                evict.setString(2, this.name);
                return evict.execute();
            }
        });
        Connection connection = this.sessions.openForReplication("outbox log");
        try {
            try (Statement setting = connection.createStatement()) {
                setting.execute("SET wal_sender_timeout = " + this.settings.lease().toMillis());
            }
            return new LogStream(connection, this.name, this.settings.heartbeat());
        }
        catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    State state(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STATE)) {
            query.setString(1, this.name);
            query.setString(2, this.name);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return new State(found.getBoolean("was_made"), found.getString("wal_status"),
                        found.getBoolean("active"), found.getLong("lag"), found.getLong("safe"));
            }
        }
    }

    /// @param walStatus PostgreSQL's word for how safe the log is that the slot needs;
    /// null
    /// if there is no slot
    /// @param active whether somebody reads
    /// @param lag bytes of the log that are not confirmed, whoever wrote them
    /// @param safe bytes that can be written before the slot is in danger
    record State(boolean wasMade, @Nullable String walStatus, boolean active, long lag, long safe) {

        boolean isThere() {
            return this.walStatus != null && !this.walStatus.equals("lost");
        }

        boolean isLost() {
            return !isThere() && (this.wasMade || this.walStatus != null);
        }

        String trouble(String slot) {
            return ((this.walStatus == null) ? "the replication slot %s is gone" : "the replication slot %s is lost")
                .formatted(slot) + ", and perhaps events with it; see \"The slot is lost\" in docs/runbook.md";
        }

    }

}
