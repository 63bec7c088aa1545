package com.example.shop.common.outbox;

import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventCatalog;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.TraceCarrier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Gathers what a transaction leaves to its commit, events as bytes already; {@link OutboxTransactionManager} writes it.
final class TransactionalOutbox implements Outbox {

    private final EventJson json;

    private final TraceCarrier traces;

    private final Supplier<UUID> ids;

    private final Clock clock;

    private final WakeUp relay;

    private final BacklogLimit limit;

    TransactionalOutbox(EventJson json, TraceCarrier traces, Supplier<UUID> ids, Clock clock, WakeUp relay,
            BacklogLimit limit) {
        this.json = json;
        this.traces = traces;
        this.ids = ids;
        this.clock = clock;
        this.relay = relay;
        this.limit = limit;
    }

    @Override
    public void append(Event event) {
        CommitWork work = workOfCurrentTransaction();
        this.limit.check();
        String type = EventCatalog.of(event.getClass()).name();
        work.add(new NewEvent(this.ids.get(), type, event.aggregateId(), event.version(), this.json.write(event),
                this.traces.current(), this.clock.instant()));
    }

    @Override
    public void runWithCommit(String sql, @Nullable Object... parameters) {
        workOfCurrentTransaction().add(new DeferredStatement(sql, Arrays.asList(parameters)));
    }

    private CommitWork workOfCurrentTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("There is no transaction that this could be committed with");
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalStateException("A read-only transaction has nothing to commit");
        }
        CommitWork work = CommitWork.ofCurrentTransaction();
        if (work == null) {
            work = new CommitWork(this.relay);
            TransactionSynchronizationManager.registerSynchronization(work);
        }
        return work;
    }

}
