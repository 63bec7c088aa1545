package com.example.shop.common.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.postgresql.PGConnection;
import org.springframework.util.unit.DataSize;

/// A database session of the relay, on a connection of its own. One session of a database holds the lead, as an advisory
/// lock; reading and deleting go through this very session, so that losing it and losing the lead are one thing. The
/// database ends the session when its process dies, and when the process was silent for longer than the lease: paused or
/// cut off, it can do nothing more on waking.
final class RelaySession implements OutboxRows {

    /// Names the lock among the advisory locks of the database; the value means nothing.
    static final long LEAD = 0x6F_7574_626F_78L;

    static final String CHANNEL = "outbox";

    /// The driver sends both statements in one message. Sub-selects without a reference
    /// to the outer row are run once, and are looked up in a hash table.
    private static final String NEXT = """
            DELETE FROM messaging.outbox WHERE position = ANY (?);
            SELECT position, id, type, aggregate, version, payload, trace, created_at
            FROM (
                SELECT *, sum(octet_length(payload)) OVER (ORDER BY position ROWS UNBOUNDED PRECEDING) AS bytes
                FROM (
                    SELECT *
                    FROM messaging.outbox
                    WHERE aggregate NOT IN (SELECT aggregate FROM messaging.outbox_parked)
                      AND position > ?
                      AND position NOT IN (SELECT unnest(?))
                    ORDER BY position
                    LIMIT ?
                ) AS candidate
            ) AS measured
            WHERE bytes - octet_length(payload) < ?
            ORDER BY position
            """;

    /// Three snapshots, one after the other. A transaction becomes visible before it
    /// gives up its locks.
    private static final String SIGHTING = """
            SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM messaging.outbox_position_seq;
            SELECT virtualtransaction
            FROM pg_locks
            WHERE relation = 'messaging.outbox'::regclass AND mode = 'RowExclusiveLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
            SELECT coalesce((SELECT min(position) FROM messaging.outbox WHERE position > ?), %1$d),
                   coalesce((SELECT min(position) FROM messaging.outbox_parked), %1$d)
            """.formatted(Long.MAX_VALUE);

    /// Seldom enough to cost nothing, often enough for a read to step over few entries.
    private static final int DELETES_PER_SIGHTING = 4_000;

    private static final String PARK = """
            WITH parked AS (
                DELETE FROM messaging.outbox WHERE position = ? RETURNING *
            )
            INSERT INTO messaging.outbox_parked
                   (position, id, type, aggregate, version, payload, trace, created_at, reason, parked_at)
            SELECT position, id, type, aggregate, version, payload, trace, created_at, ?, now()
            FROM parked
            """;

    private static final Executor READER = task -> Thread.ofVirtual().name("outbox-read-ahead").start(task);

    private final Connection connection;

    private final long heartbeatNanos;

    private final Floor floor = new Floor();

    private int deletes;

    /// One question at a time: the others wait for what was asked for ahead.
    private CompletableFuture<List<OutboxRow>> ahead = CompletableFuture.completedFuture(List.of());

    private volatile long lastTalk = System.nanoTime();

    RelaySession(Connection connection, OutboxProperties settings) throws SQLException {
        this.connection = connection;
        this.heartbeatNanos = settings.heartbeat().toNanos();
        try (Statement setting = connection.createStatement()) {
            setting.execute("SET idle_session_timeout = " + settings.lease().toMillis());
            // A crash of the server may undo a delete: the event is sent again, and
            // nothing is lost.
            setting.execute("SET synchronous_commit = off");
            // The table is empty or huge, and what the planner knows of it is out of
            // date.
            // It is always to be read along its index and never as a whole, by parallel
            // workers or by a plan of its own for each round.
            setting.execute("SET enable_seqscan = off");
            setting.execute("SET enable_bitmapscan = off");
            setting.execute("SET max_parallel_workers_per_gather = 0");
            setting.execute("SET plan_cache_mode = force_generic_plan");
        }
    }

    boolean tryToLead() {
        return ask("lead", connection -> {
            try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                lock.setLong(1, LEAD);
                try (ResultSet answer = lock.executeQuery()) {
                    return answer.next() && answer.getBoolean(1);
                }
            }
        });
    }

    /// Wakes the leader, whichever process it is in. Not a part of any business
    /// transaction: there, NOTIFY would take a lock on the whole database at commit.
    void wakeLeader() {
        ask("notify", connection -> {
            try (Statement notify = connection.createStatement()) {
                return notify.execute("NOTIFY " + CHANNEL);
            }
        });
    }

    @Override
    public List<OutboxRow> next(List<OutboxRow> acknowledged, List<OutboxRow> underWay, int limit, DataSize size) {
        ended(this.ahead);
        return deleteAndRead(acknowledged, underWay, limit, size);
    }

    @Override
    public Supplier<List<OutboxRow>> nextAhead(List<OutboxRow> acknowledged, List<OutboxRow> underWay, int limit,
            DataSize size) {
        ended(this.ahead);
        CompletableFuture<List<OutboxRow>> rows = CompletableFuture
            .supplyAsync(() -> deleteAndRead(acknowledged, underWay, limit, size), READER);
        this.ahead = rows;
        return () -> ended(rows);
    }

    private static <T> T ended(CompletableFuture<T> answer) {
        try {
            return answer.join();
        }
        catch (CompletionException failure) {
            throw (failure.getCause() instanceof LeadLost lost) ? lost : failure;
        }
    }

    private List<OutboxRow> deleteAndRead(List<OutboxRow> acknowledged, List<OutboxRow> underWay, int limit,
            DataSize size) {
        this.deletes += acknowledged.size();
        if (this.deletes >= DELETES_PER_SIGHTING) {
            this.deletes = 0;
            this.floor.raise(look());
        }
        long begin = this.floor.beginOfReading(underWay);
        return put("delete and read", connection -> {
            try (PreparedStatement next = connection.prepareStatement(NEXT)) {
                next.setArray(1, positions(acknowledged));
                next.setLong(2, begin);
                next.setArray(3, positions(underWay.stream().filter(row -> row.position() > begin).toList()));
                next.setInt(4, limit);
                next.setLong(5, size.toBytes());
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

    private Floor.Sighting look() {
        return put("look around", connection -> {
            try (PreparedStatement look = connection.prepareStatement(SIGHTING)) {
                look.setLong(1, this.floor.empty());
                look.execute();
                long lastGiven = number(look.getResultSet());
                look.getMoreResults();
                Set<String> writers = texts(look.getResultSet());
                look.getMoreResults();
                ResultSet oldest = look.getResultSet();
                oldest.next();
                return new Floor.Sighting(lastGiven, writers, oldest.getLong(1), oldest.getLong(2));
            }
        });
    }

    private static long number(ResultSet found) throws SQLException {
        found.next();
        return found.getLong(1);
    }

    private static Set<String> texts(ResultSet found) throws SQLException {
        Set<String> texts = new HashSet<>();
        while (found.next()) {
            texts.add(found.getString(1));
        }
        return texts;
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
        ask("park", connection -> {
            try (PreparedStatement park = connection.prepareStatement(PARK)) {
                park.setLong(1, row.position());
                park.setString(2, reason);
                return park.executeUpdate();
            }
        });
        this.floor.parked(row);
    }

    @Override
    public void keepAlive() {
        if (System.nanoTime() - this.lastTalk < this.heartbeatNanos) {
            return;
        }
        ask("heartbeat", connection -> {
            try (Statement heartbeat = connection.createStatement()) {
                return heartbeat.execute("SELECT 1");
            }
        });
    }

    <T> T ask(String what, Question<T> question) {
        ended(this.ahead);
        return put(what, question);
    }

    /// The lease counts from the question on: whoever was paused before it read the
    /// answer may have lost the lead by now.
    private <T> T put(String what, Question<T> question) {
        long asked = System.nanoTime();
        try {
            T answer = question.ask(this.connection);
            this.lastTalk = asked;
            return answer;
        }
        catch (SQLException failure) {
            throw new LeadLost("The relay's database session failed to " + what + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        try {
            this.connection.close();
        }
        catch (SQLException _) {
            // It is of no use to anyone, and the database ends it with the lease.
        }
    }

    interface Question<T> {

        T ask(Connection connection) throws SQLException;

    }

}
