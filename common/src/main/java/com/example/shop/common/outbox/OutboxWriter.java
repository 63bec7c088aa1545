package com.example.shop.common.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes the events of a transaction, on the transaction's own connection.
final class OutboxWriter {

    /// One statement however many events there are: the same text, so that the server
    /// plans it once.
    private static final String INSERT = """
            INSERT INTO messaging.outbox (id, type, aggregate, version, payload, trace, created_at)
            SELECT id, type, aggregate, version, payload, trace, created_at
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::bytea[], ?::text[], ?::timestamptz[])
                 WITH ORDINALITY AS event (id, type, aggregate, version, payload, trace, created_at, place)
            ORDER BY place
            """;

    private final JdbcTemplate jdbc;

    OutboxWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<NewEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        this.jdbc.update(connection -> statement(connection, events));
    }

    private static PreparedStatement statement(Connection connection, List<NewEvent> events) throws SQLException {
        PreparedStatement insert = connection.prepareStatement(INSERT);
        insert.setArray(1, array(connection, "uuid", events, NewEvent::id));
        insert.setArray(2, array(connection, "text", events, NewEvent::type));
        insert.setArray(3, array(connection, "text", events, NewEvent::aggregate));
        insert.setArray(4, array(connection, "bigint", events, NewEvent::version));
        insert.setArray(5,
                connection.createArrayOf("bytea", events.stream().map(NewEvent::payload).toArray(byte[][]::new)));
        insert.setArray(6, array(connection, "text", events, NewEvent::trace));
        insert.setArray(7, array(connection, "timestamptz", events,
                event -> OffsetDateTime.ofInstant(event.createdAt(), ZoneOffset.UTC).toString()));
        return insert;
    }

    private static Array array(Connection connection, String type, List<NewEvent> events,
            Function<NewEvent, @Nullable Object> column) throws SQLException {
        return connection.createArrayOf(type, events.stream().map(column).toArray());
    }

}
