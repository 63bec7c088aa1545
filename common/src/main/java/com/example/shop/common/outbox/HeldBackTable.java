package com.example.shop.common.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/// The tables of the outbox as the log tail uses them, through the session that has the lead.
final class HeldBackTable implements HeldBackEvents {

    private static final String AGGREGATES = "SELECT DISTINCT aggregate FROM messaging.outbox_parked";

    private static final String APPEND = """
            INSERT INTO messaging.outbox (id, type, aggregate, version, payload, trace, created_at)
            SELECT id, type, aggregate, version, payload, trace, created_at
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::bytea[], ?::text[], ?::timestamptz[])
                 WITH ORDINALITY AS event (id, type, aggregate, version, payload, trace, created_at, place)
            WHERE id NOT IN (SELECT id FROM messaging.outbox)
              AND id NOT IN (SELECT id FROM messaging.outbox_parked)
            ORDER BY place
            """;

    /// Its position is a new one from the table: the events that will wait for it come
    /// later.
    private static final String PARK = """
            INSERT INTO messaging.outbox_parked
                   (position, id, type, aggregate, version, payload, trace, created_at, reason, parked_at)
            VALUES (nextval(pg_get_serial_sequence('messaging.outbox', 'position')), ?, ?, ?, ?, ?, ?, ?, ?, now())
            ON CONFLICT (id) DO NOTHING
            """;

    /// Not a part of any transaction, so that it is read at once. It must be on disk to
    /// be
    /// read.
    private static final String ASK = "SELECT pg_logical_emit_message(false, '%s', '', true)"
        .formatted(LogStream.CONFIRMATION_ASKED_FOR);

    private final RelaySession session;

    HeldBackTable(RelaySession session) {
        this.session = session;
        session.ask("set", connection -> {
            try (Statement setting = connection.createStatement()) {
                // What is put into the table leaves the log: a crash of the server must
                // not undo the one without the other.
                return setting.execute("SET synchronous_commit = on");
            }
        });
    }

    @Override
    public Set<String> aggregates() {
        return this.session.ask("read", connection -> {
            try (Statement query = connection.createStatement(); ResultSet found = query.executeQuery(AGGREGATES)) {
                Set<String> aggregates = new HashSet<>();
                while (found.next()) {
                    aggregates.add(found.getString(1));
                }
                return aggregates;
            }
        });
    }

    @Override
    public void append(List<OutboxRow> fromLog) {
        this.session.ask("hold back", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
                insert.setArray(1, array(connection, "uuid", fromLog, OutboxRow::id));
                insert.setArray(2, array(connection, "text", fromLog, OutboxRow::type));
                insert.setArray(3, array(connection, "text", fromLog, OutboxRow::aggregate));
                insert.setArray(4, array(connection, "bigint", fromLog, OutboxRow::version));
                insert.setArray(5, connection.createArrayOf("bytea",
                        fromLog.stream().map(OutboxRow::payload).toArray(byte[][]::new)));
                insert.setArray(6, array(connection, "text", fromLog, OutboxRow::trace));
                insert.setArray(7, array(connection, "timestamptz", fromLog, HeldBackTable::createdAt));
                return insert.executeUpdate();
            }
        });
    }

    private static Array array(Connection connection, String type, List<OutboxRow> rows,
            Function<OutboxRow, @Nullable Object> column) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    private static OffsetDateTime createdAt(OutboxRow row) {
        return OffsetDateTime.ofInstant(row.createdAt(), ZoneOffset.UTC);
    }

    @Override
    public void park(OutboxRow fromLog, String reason) {
        this.session.ask("park", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(PARK)) {
                insert.setObject(1, fromLog.id());
                insert.setString(2, fromLog.type());
                insert.setString(3, fromLog.aggregate());
                insert.setLong(4, fromLog.version());
                insert.setBytes(5, fromLog.payload());
                insert.setString(6, fromLog.trace());
                insert.setObject(7, createdAt(fromLog));
                insert.setString(8, reason);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public void askForConfirmation() {
        this.session.ask("ask for confirmation", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(ASK);
            }
        });
    }

}
