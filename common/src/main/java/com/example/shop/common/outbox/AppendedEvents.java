package com.example.shop.common.outbox;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The events of one transaction, until it commits. Spring puts them aside while an inner transaction of its own runs,
/// and tells them when a part is rolled back to a savepoint.
final class AppendedEvents implements TransactionSynchronization {

    private final List<NewEvent> events = new ArrayList<>();

    private final List<Savepoint> savepoints = new ArrayList<>();

    private final WakeUp relay;

    private boolean written;

    AppendedEvents(WakeUp relay) {
        this.relay = relay;
    }

    /// The events of the current transaction; null if it has none.
    static @Nullable AppendedEvents ofCurrentTransaction() {
        for (TransactionSynchronization other : TransactionSynchronizationManager.getSynchronizations()) {
            if (other instanceof AppendedEvents appended) {
                return appended;
            }
        }
        return null;
    }

    void add(NewEvent event) {
        if (this.written) {
            throw new IllegalStateException("An event cannot be appended to a transaction that has committed");
        }
        this.events.add(event);
    }

    /// What is to be written. Nothing can be appended from now on.
    List<NewEvent> take() {
        this.written = true;
        return this.events;
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
    public void afterCommit() {
        if (!this.written) {
            throw new IllegalStateException("The events of this transaction are lost, for it was not "
                    + OutboxTransactionManager.class.getSimpleName() + " that committed it");
        }
        this.relay.signal();
    }

    private record Savepoint(Object name, int events) {
    }

}
