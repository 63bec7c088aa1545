package com.example.shop.common.outbox;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

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
    private static final String INSERT_ONE = INSERT + ROW;

    @Override
    public List<DeferredStatement> statementsFor(List<NewEvent> events) {
        List<DeferredStatement> statements = new ArrayList<>();
        for (int first = 0; first < events.size(); first += ROWS_PER_STATEMENT) {
            statements.add(insert(events.subList(first, Math.min(events.size(), first + ROWS_PER_STATEMENT))));
        }
        return statements;
    }

    private static DeferredStatement insert(List<NewEvent> events) {
        List<@Nullable Object> parameters = new ArrayList<>();
        for (NewEvent event : events) {
            parameters.add(event.id());
            parameters.add(event.type());
            parameters.add(event.aggregate());
            parameters.add(event.version());
            parameters.add(event.payload());
            parameters.add(event.trace());
            parameters.add(event.createdAt().atOffset(ZoneOffset.UTC));
        }
        String sql = (events.size() == 1) ? INSERT_ONE
                : INSERT + String.join(", ", Collections.nCopies(events.size(), ROW));
        return new DeferredStatement(sql, parameters);
    }

}
