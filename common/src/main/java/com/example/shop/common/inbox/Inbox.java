package com.example.shop.common.inbox;

import java.sql.Connection;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.messaging.TraceCarrier;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/// Handles each event once, however often it arrives: the note that it was handled and what its handler does commit in
/// one transaction. In two, a crash between them would either lose the effect or repeat it.
final class Inbox {

    private final JdbcTemplate jdbc;

    private final TransactionOperations transaction;

    private final TraceCarrier traces;

    private final InboxReport report;

    private final Clock clock;

    Inbox(JdbcTemplate jdbc, TransactionOperations transaction, TraceCarrier traces, InboxReport report, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.traces = traces;
        this.report = report;
        this.clock = clock;
    }

    /// Handles the events in one transaction: all of them, or none if one fails.
    void handle(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        List<Runnable> reports = new ArrayList<>();
        this.transaction.executeWithoutResult(_ -> {
            Set<UUID> fresh = noteAsHandled(events);
            List<ReceivedEvent> toHandle = new ArrayList<>();
            for (ReceivedEvent event : events) {
                // Removed, for a second copy may be among the events.
                if (fresh.remove(event.id())) {
                    toHandle.add(event);
                }
                else {
                    reports.add(() -> this.report.duplicate(event.envelope()));
                }
            }
            for (HandlerGroup group : HandlerGroup.of(toHandle)) {
                Consumer<Event> handler = group.prepare();
                group.events().forEach(event -> reports.add(handle(event, handler)));
            }
            refuseSwallowedErrors();
        });
        reports.forEach(Runnable::run);
    }

    /// Waits for a transaction that is handling a copy of one of them, because that one
    /// may still fail. In the order of ids, so that two transactions with the same copies
    /// cannot deadlock.
    /// @return the ids of those that were not handled before
    private Set<UUID> noteAsHandled(List<ReceivedEvent> events) {
        return new HashSet<>(this.jdbc.query("""
                INSERT INTO messaging.inbox (id, handled_at)
                SELECT id, ? FROM unnest(?::uuid[]) AS arrived (id) ORDER BY id
                ON CONFLICT DO NOTHING
                RETURNING id
                """, (row, _) -> row.getObject(1, UUID.class),
                OffsetDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC),
                events.stream().map(ReceivedEvent::id).toArray(UUID[]::new)));
    }

    /// After an error PostgreSQL rolls back a transaction that asks to commit, and the
    /// driver does not report it: without this check, events would count as handled
    /// though a handler swallowed an error and nothing was kept.
    private void refuseSwallowedErrors() {
        TransactionState state = this.jdbc
            .execute((Connection connection) -> connection.unwrap(BaseConnection.class).getTransactionState());
        if (state == TransactionState.FAILED) {
            throw new IllegalStateException("A statement failed and the handler ignored it");
        }
    }

    /// @return what to report once the transaction has committed
    private Runnable handle(ReceivedEvent event, Consumer<Event> handler) {
        try (TraceCarrier.Leg leg = this.traces.receiving(event.envelope().type(), event.envelope().trace())) {
            try {
                handler.accept(event.event());
                return this.report.handled(event.envelope());
            }
            catch (RuntimeException | Error failure) {
                leg.failed(failure);
                throw failure;
            }
        }
    }

}
