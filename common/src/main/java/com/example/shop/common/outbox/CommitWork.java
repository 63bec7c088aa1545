package com.example.shop.common.outbox;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What one transaction leaves to its commit: its events, and the statements that nobody waits for. Spring puts it aside
/// while an inner transaction of its own runs, and tells it when a part is rolled back to a savepoint.
final class CommitWork implements TransactionSynchronization {

    private final List<DeferredStatement> statements = new ArrayList<>();

    private final List<NewEvent> events = new ArrayList<>();

    private final List<Savepoint> savepoints = new ArrayList<>();

    private final WakeUp relay;

    private boolean taken;

    CommitWork(WakeUp relay) {
        this.relay = relay;
    }

    /// That of the current transaction; null if it has none.
    static @Nullable CommitWork ofCurrentTransaction() {
        for (TransactionSynchronization other : TransactionSynchronizationManager.getSynchronizations()) {
            if (other instanceof CommitWork work) {
                return work;
            }
        }
        return null;
    }

    void add(NewEvent event) {
        refuseIfTaken();
        this.events.add(event);
    }

    void add(DeferredStatement statement) {
        refuseIfTaken();
        this.statements.add(statement);
    }

    private void refuseIfTaken() {
        if (this.taken) {
            throw new IllegalStateException("Nothing can be added to a transaction that has committed");
        }
    }

    /// All there is to do. Nothing can be added from now on.
    /// @return in the order of the calls, and the events last
    List<DeferredStatement> take(EventWriter writer) {
        this.taken = true;
        List<DeferredStatement> all = new ArrayList<>(this.statements);
        if (!this.events.isEmpty()) {
            all.addAll(writer.statementsFor(this.events));
        }
        return all;
    }

    @Override
    public void savepoint(Object savepoint) {
        this.savepoints.add(new Savepoint(savepoint, this.statements.size(), this.events.size()));
    }

    @Override
    public void savepointRollback(Object savepoint) {
        // A savepoint that is not known here was made before there was anything to keep.
        Savepoint kept = this.savepoints.stream()
            .filter(known -> known.name().equals(savepoint))
            .findFirst()
            .orElse(new Savepoint(savepoint, 0, 0));
        this.statements.subList(kept.statements(), this.statements.size()).clear();
        this.events.subList(kept.events(), this.events.size()).clear();
    }

    @Override
    public void afterCommit() {
        if (!this.taken) {
            throw new IllegalStateException("The events of this transaction are lost, for it was not "
                    + OutboxTransactionManager.class.getSimpleName() + " that committed it");
        }
        if (!this.events.isEmpty()) {
            this.relay.signal();
        }
    }

    private record Savepoint(Object name, int statements, int events) {
    }

}
