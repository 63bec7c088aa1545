package com.example.shop.common.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.example.shop.common.messaging.EventEnvelope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;

/// The events of one transaction, written in one batch just before it commits.
///
/// Writing that late is what keeps them in order. By then the transaction has locked its aggregates' rows, or has passed
/// the check of their versions, and it holds those locks until it has committed. So of two transactions on one aggregate
/// the second gets its positions after the first has committed: position order is version order.
final class AppendedEvents implements TransactionSynchronization {

    private static final String INSERT = """
            INSERT INTO messaging.outbox (id, type, aggregate, version, payload, trace, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private final TransactionStatus transaction;

    private final JdbcTemplate jdbc;

    private final WakeUp relay;

    private final List<EventEnvelope> events = new ArrayList<>();

    private final List<Savepoint> savepoints = new ArrayList<>();

    private boolean written;

    AppendedEvents(TransactionStatus transaction, JdbcTemplate jdbc, WakeUp relay) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.relay = relay;
    }

    void add(EventEnvelope event) {
        if (this.written) {
            throw new IllegalStateException(
                    "An event cannot be appended to a transaction that commits or has committed");
        }
        this.events.add(event);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        // JPA would write its entities, and check their versions, only after this.
        this.transaction.flush();
        write();
    }

    /// Writes what was appended too late for {@link #beforeCommit(boolean)}, by another
    /// synchronization.
    void close() {
        if (!this.written) {
            write();
        }
    }

    private void write() {
        this.written = true;
        if (this.events.size() == 1) {
            // For a single row, a batch would only be work for the driver.
            this.jdbc.update(INSERT, insert -> bind(insert, this.events.getFirst()));
        }
        else if (!this.events.isEmpty()) {
            this.jdbc.batchUpdate(INSERT, this.events, this.events.size(), AppendedEvents::bind);
        }
    }

    private static void bind(PreparedStatement insert, EventEnvelope event) throws SQLException {
        insert.setObject(1, event.id());
        insert.setString(2, event.type());
        insert.setString(3, event.aggregateId());
        insert.setLong(4, event.version());
        insert.setBytes(5, event.data());
        insert.setString(6, event.trace());
        insert.setObject(7, event.time().atOffset(ZoneOffset.UTC));
    }

    @Override
    public void afterCommit() {
        if (!this.events.isEmpty()) {
            this.relay.signal();
        }
    }

    @Override
    public void savepoint(Object savepoint) {
        this.savepoints.add(new Savepoint(savepoint, this.events.size()));
    }

    @Override
    public void savepointRollback(Object savepoint) {
        // An unknown savepoint was created before the first event was appended.
        int kept = this.savepoints.stream()
            .filter(known -> known.name().equals(savepoint))
            .mapToInt(Savepoint::events)
            .findFirst()
            .orElse(0);
        this.events.subList(kept, this.events.size()).clear();
    }

    /// @param events how many had been appended when it was created
    private record Savepoint(Object name, int events) {
    }

}
