package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/// Writes the events of a transaction into the outbox table.
final class OutboxWriter implements EventWriter {

    /// More become several statements, so that PostgreSQL's limit of 65,535 parameters is
    /// never met, and a connection remembers few different texts.
    static final int ROWS_PER_STATEMENT = 100;

    private static final String INSERT = """
            INSERT INTO messaging.outbox (id, type, aggregate, version, payload, trace, created_at)
            VALUES\s""";

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?)";

    /// Nearly all transactions have one event.
    private static final String INSERT_ONE_AND_COMMIT = INSERT + ROW + "; COMMIT";

    @Override
    public void writeAndCommit(Connection connection, List<NewEvent> events, int timeout) throws SQLException {
        int rest = events.size();
        for (; rest > ROWS_PER_STATEMENT; rest -= ROWS_PER_STATEMENT) {
            int first = events.size() - rest;
            write(connection, events.subList(first, first + ROWS_PER_STATEMENT), timeout);
        }
        String text = (rest == 1) ? INSERT_ONE_AND_COMMIT : insert(rest) + "; COMMIT";
        execute(connection, text, events.subList(events.size() - rest, events.size()), timeout);
    }

    void write(Connection connection, List<NewEvent> events, int timeout) throws SQLException {
        execute(connection, insert(events.size()), events, timeout);
    }

    private static String insert(int rows) {
        return INSERT + String.join(", ", Collections.nCopies(rows, ROW));
    }

    private static void execute(Connection connection, String text, List<NewEvent> events, int timeout)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setQueryTimeout(timeout);
            int column = 0;
            for (NewEvent event : events) {
                statement.setObject(++column, event.id());
                statement.setString(++column, event.type());
                statement.setString(++column, event.aggregate());
                statement.setLong(++column, event.version());
                statement.setBytes(++column, event.payload());
                statement.setString(++column, event.trace());
                statement.setObject(++column, OffsetDateTime.ofInstant(event.createdAt(), ZoneOffset.UTC));
            }
            statement.execute();
        }
    }

}
