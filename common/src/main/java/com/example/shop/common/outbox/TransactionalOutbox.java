package com.example.shop.common.outbox;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventCatalog;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.TraceCarrier;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Gathers the events of a transaction, as bytes already; {@link OutboxTransactionManager} writes them.
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
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("An event can only be appended in a transaction");
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalStateException("An event cannot be appended in a read-only transaction");
        }
        this.limit.check();
        String type = EventCatalog.of(event.getClass()).name();
        appended().add(new NewEvent(this.ids.get(), type, event.aggregateId(), event.version(), this.json.write(event),
                this.traces.current(), this.clock.instant()));
    }

    private AppendedEvents appended() {
        AppendedEvents appended = AppendedEvents.ofCurrentTransaction();
        if (appended == null) {
            appended = new AppendedEvents(this.relay);
            TransactionSynchronizationManager.registerSynchronization(appended);
        }
        return appended;
    }

}
