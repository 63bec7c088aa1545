package com.example.shop.common.outbox;

import com.example.shop.common.contracts.Event;
import org.jspecify.annotations.Nullable;

/// Where a service leaves the events that belong to its current transaction.
public interface Outbox {

    /// Sends the event if the current transaction commits, and never if it does not.
    /// Append the events of one aggregate after its row is locked or its version checked:
    /// then they are sent in the order of their versions.
    /// @throws IllegalStateException if no transaction is under way
    /// @throws IllegalArgumentException if the event catalogue does not list the event
    void append(Event event);

    /// Runs a statement of the current transaction together with its COMMIT, in the order
    /// of the calls and before the events are written. It costs no round trip of its own;
    /// so it is for what nobody waits for, such as an INSERT that can only succeed, and
    /// whoever reads in the same transaction does not see it. A failure is that of the
    /// commit, and nothing of the transaction is kept.
    /// @param sql one statement, with a question mark for each parameter
    /// @param parameters of types that the driver knows by themselves, or null
    /// @throws IllegalStateException if no transaction is under way
    void runWithCommit(String sql, @Nullable Object... parameters);

}
