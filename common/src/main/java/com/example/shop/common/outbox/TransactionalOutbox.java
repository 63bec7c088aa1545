package com.example.shop.common.outbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventCatalog;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.TraceCarrier;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Gathers the events of a transaction and writes them with one statement, just before the commit.
///
/// Writing late is not only cheap. The business rows are locked by then, so two transactions on one aggregate write
/// their events in the order in which they commit: positions rise with versions.
final class TransactionalOutbox implements Outbox {

    private final OutboxWriter writer;

    private final EventJson json;

    private final TraceCarrier traces;

    private final Supplier<UUID> ids;

    private final Clock clock;

    private final WakeUp relay;

    TransactionalOutbox(OutboxWriter writer, EventJson json, TraceCarrier traces, Supplier<UUID> ids, Clock clock,
            WakeUp relay) {
        this.writer = writer;
        this.json = json;
        this.traces = traces;
        this.ids = ids;
        this.clock = clock;
        this.relay = relay;
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
        String type = EventCatalog.of(event.getClass()).name();
        appended().add(new NewEvent(this.ids.get(), type, event.aggregateId(), event.version(), this.json.write(event),
                this.traces.current(), this.clock.instant()));
    }

    private AppendedEvents appended() {
        for (TransactionSynchronization other : TransactionSynchronizationManager.getSynchronizations()) {
            if (other instanceof AppendedEvents appended) {
                return appended;
            }
        }
        AppendedEvents appended = new AppendedEvents();
        TransactionSynchronizationManager.registerSynchronization(appended);
        return appended;
    }

    /// The events of one transaction. Spring puts it aside while an inner transaction of
    /// its own runs, and tells it when a part is rolled back to a savepoint.
    private final class AppendedEvents implements TransactionSynchronization {

        private final List<NewEvent> events = new ArrayList<>();

        private final List<Savepoint> savepoints = new ArrayList<>();

        private boolean written;

        void add(NewEvent event) {
            if (this.written) {
                // Appended by somebody else's last act before the commit.
                TransactionalOutbox.this.writer.write(List.of(event));
                return;
            }
            this.events.add(event);
        }

        @Override
        public void savepoint(Object savepoint) {
            this.savepoints.add(new Savepoint(savepoint, this.events.size()));
        }

        @Override
        public void savepointRollback(Object savepoint) {
            // A savepoint that is not known here was made before the first event was
            // appended.
            int kept = this.savepoints.stream()
                .filter(known -> known.name().equals(savepoint))
                .mapToInt(Savepoint::events)
                .findFirst()
                .orElse(0);
            this.events.subList(kept, this.events.size()).clear();
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            TransactionalOutbox.this.writer.write(this.events);
            this.written = true;
        }

        @Override
        public void afterCommit() {
            TransactionalOutbox.this.relay.signal();
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }

    }

    private record Savepoint(Object name, int events) {
    }

}
