package com.example.shop.common.outbox;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventType;
import com.example.shop.common.messaging.EventEnvelope;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.TraceCarrier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Collects the events appended in the current transaction; {@link AppendedEvents} writes them just before it commits.
/// Works with every transaction manager that shares its connection with JDBC: `JdbcTransactionManager` and
/// `JpaTransactionManager` do.
final class TransactionalOutbox implements Outbox, TransactionExecutionListener {

    private static final TransactionDefinition CURRENT = new DefaultTransactionDefinition(
            TransactionDefinition.PROPAGATION_MANDATORY);

    private final SentEvents sent;

    private final PlatformTransactionManager transactions;

    private final JdbcTemplate jdbc;

    private final DataSource dataSource;

    private final EventJson json;

    private final TraceCarrier traces;

    private final Supplier<UUID> ids;

    private final Clock clock;

    private final WakeUp relay;

    private final Backlog backlog;

    TransactionalOutbox(SentEvents sent, PlatformTransactionManager transactions, JdbcTemplate jdbc, EventJson json,
            TraceCarrier traces, Supplier<UUID> ids, Clock clock, WakeUp relay, Backlog backlog) {
        this.sent = sent;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.dataSource = Objects.requireNonNull(jdbc.getDataSource());
        this.json = json;
        this.traces = traces;
        this.ids = ids;
        this.clock = clock;
        this.relay = relay;
        this.backlog = backlog;
    }

    @Override
    public void append(Event event) {
        AppendedEvents events = eventsOfCurrentTransaction();
        this.backlog.refuseIfOverLimit();
        EventType type = this.sent.typeOf(event);
        // Serialised here, so that an event that cannot be fails where it is appended.
        events.add(new EventEnvelope(this.ids.get(), type.name(), type.source(), event.aggregateId(), event.version(),
                this.clock.instant(), this.traces.current(), this.json.write(event)));
    }

    private AppendedEvents eventsOfCurrentTransaction() {
        TransactionStatus current = currentTransaction();
        if (!TransactionSynchronizationManager.hasResource(this.dataSource)) {
            throw new IllegalStateException("The current transaction is not one on the outbox's DataSource");
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalStateException("An event cannot be appended in a read-only transaction");
        }
        return eventsOf(current);
    }

    /// Asks the transaction manager and not the thread: a transaction of another manager,
    /// Kafka's for example, would commit without the event.
    private TransactionStatus currentTransaction() {
        try {
            return this.transactions.getTransaction(CURRENT);
        }
        catch (IllegalTransactionStateException none) {
            throw new IllegalStateException(
                    "An event can only be appended in a transaction of the service's transaction manager", none);
        }
    }

    private AppendedEvents eventsOf(TransactionStatus current) {
        for (TransactionSynchronization other : TransactionSynchronizationManager.getSynchronizations()) {
            if (other instanceof AppendedEvents events) {
                return events;
            }
        }
        AppendedEvents events = new AppendedEvents(current, this.jdbc, this.relay);
        TransactionSynchronizationManager.registerSynchronization(events);
        return events;
    }

    /// The last thing before a commit. From now on an append is refused, in an
    /// `afterCommit` for example, although the transaction still looks active.
    @Override
    public void beforeCommit(TransactionExecution transaction) {
        // A savepoint ends in the same way, but commits nothing.
        if (transaction.isNewTransaction() && transaction instanceof TransactionStatus current
                && TransactionSynchronizationManager.isSynchronizationActive()) {
            eventsOf(current).close();
        }
    }

}
