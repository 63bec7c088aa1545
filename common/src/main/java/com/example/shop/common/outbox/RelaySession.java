package com.example.shop.common.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.postgresql.PGConnection;
import org.springframework.util.unit.DataSize;

/// A database session of the relay, on a connection of its own. The leadership is an advisory lock of this session; reading
/// and deleting go through the same session, so that losing it and losing the leadership are one thing. The database ends
/// the session when its process dies, and when the process was silent for longer than the lease: a leader that was paused
/// or cut off can do nothing more when it wakes.
final class RelaySession implements OutboxRows, AutoCloseable {

    /// Names the lock among the advisory locks of the database; the value means nothing.
    static final long LEADER_LOCK = 0x6F_7574_626F_78L;

    static final String CHANNEL = "outbox";

    /// The driver sends both statements in one message. Sub-selects without a reference
    /// to the outer row run once and are looked up in a hash table.
    private static final String NEXT = """
            DELETE FROM messaging.outbox WHERE position = ANY (?);
            SELECT position, id, type, aggregate, version, payload, trace, created_at
            FROM (
                SELECT *, sum(octet_length(payload)) OVER (ORDER BY position ROWS UNBOUNDED PRECEDING) AS bytes
                FROM (
                    SELECT *
                    FROM messaging.outbox
                    WHERE aggregate NOT IN (SELECT aggregate FROM messaging.outbox_parked)
                      AND position NOT IN (SELECT unnest(?))
                    ORDER BY position
                    LIMIT ?
                ) AS candidate
            ) AS measured
            WHERE bytes - octet_length(payload) < ?
            ORDER BY position
            """;

    private static final String PARK = """
            WITH parked AS (
                DELETE FROM messaging.outbox WHERE position = ? RETURNING *
            )
            INSERT INTO messaging.outbox_parked
                   (position, id, type, aggregate, version, payload, trace, created_at, reason, parked_at)
            SELECT position, id, type, aggregate, version, payload, trace, created_at, ?, now()
            FROM parked
            """;

    private final Connection connection;

    private final long heartbeatNanos;

    private long lastStatement = System.nanoTime();

    RelaySession(Connection connection, OutboxProperties settings) throws SQLException {
        this.connection = connection;
        this.heartbeatNanos = settings.heartbeat().toNanos();
        try (Statement setting = connection.createStatement()) {
            setting.execute("SET idle_session_timeout = " + settings.lease().toMillis());
            // A crash of the server may undo a delete: the event is sent again, and
            // nothing is lost.
            setting.execute("SET synchronous_commit = off");
            // The table is empty or huge, and the planner's statistics are out of date:
            // it must always be read along its index.
            setting.execute("SET enable_seqscan = off");
            setting.execute("SET enable_bitmapscan = off");
            setting.execute("SET max_parallel_workers_per_gather = 0");
            setting.execute("SET plan_cache_mode = force_generic_plan");
        }
        catch (SQLException failure) {
            close();
            throw failure;
        }
    }

    boolean tryToBecomeLeader() {
        return run("become the leader", session -> {
            try (PreparedStatement lock = session.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                lock.setLong(1, LEADER_LOCK);
                try (ResultSet result = lock.executeQuery()) {
                    return result.next() && result.getBoolean(1);
                }
            }
        });
    }

    /// Wakes the leader, whichever process it is in. Not a part of any business
    /// transaction: there, NOTIFY would take a lock on the whole database at commit.
    void wakeLeader() {
        run("notify", session -> {
            try (Statement notify = session.createStatement()) {
                return notify.execute("NOTIFY " + CHANNEL);
            }
        });
    }

    @Override
    public List<OutboxRow> next(List<OutboxRow> acknowledged, List<OutboxRow> inFlight, int limit, DataSize size) {
        return run("delete and read", session -> {
            try (PreparedStatement next = session.prepareStatement(NEXT)) {
                next.setArray(1, positions(acknowledged));
                next.setArray(2, positions(inFlight));
                next.setInt(3, limit);
                next.setLong(4, size.toBytes());
                next.execute();
                next.getMoreResults();
                try (ResultSet found = next.getResultSet()) {
                    List<OutboxRow> rows = new ArrayList<>();
                    while (found.next()) {
                        rows.add(row(found));
                    }
                    return rows;
                }
            }
        });
    }

    private Array positions(List<OutboxRow> rows) throws SQLException {
        return this.connection.unwrap(PGConnection.class)
            .createArrayOf("bigint", rows.stream().mapToLong(OutboxRow::position).toArray());
    }

    private static OutboxRow row(ResultSet found) throws SQLException {
        return new OutboxRow(found.getLong(1), found.getObject(2, UUID.class), found.getString(3), found.getString(4),
                found.getLong(5), found.getBytes(6), found.getString(7),
                found.getObject(8, OffsetDateTime.class).toInstant());
    }

    @Override
    public void park(OutboxRow row, String reason) {
        run("park", session -> {
            try (PreparedStatement park = session.prepareStatement(PARK)) {
                park.setLong(1, row.position());
                park.setString(2, reason);
                return park.executeUpdate();
            }
        });
    }

    @Override
    public void keepAlive() {
        if (System.nanoTime() - this.lastStatement < this.heartbeatNanos) {
            return;
        }
        run("heartbeat", session -> {
            try (Statement heartbeat = session.createStatement()) {
                return heartbeat.execute("SELECT 1");
            }
        });
    }

    /// The lease counts from before the statement: whoever was paused before the result
    /// was read may have lost the leadership by now.
    <T> T run(String what, Work<T> work) {
        long begin = System.nanoTime();
        try {
            T result = work.in(this.connection);
            this.lastStatement = begin;
            return result;
        }
        catch (SQLException failure) {
            throw new LeadershipLost(
                    "The database session of the relay failed during: " + what + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        try {
            this.connection.close();
        }
        catch (SQLException _) {
            // The session is gone already, or the database ends it with the lease.
        }
    }

    interface Work<T> {

        T in(Connection session) throws SQLException;

    }

}
