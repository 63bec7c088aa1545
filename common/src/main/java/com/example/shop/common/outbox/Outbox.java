package com.example.shop.common.outbox;

import com.example.shop.common.contracts.Event;

/// Where a service leaves the events that belong to its current transaction.
public interface Outbox {

    /// Sends the event if the current transaction commits, and never if it does not.
    /// Append the events of one aggregate after its row is locked or its version checked:
    /// then they are sent in the order of their versions.
    /// @throws IllegalStateException if no transaction is under way
    /// @throws IllegalArgumentException if the event catalogue does not list the event
    void append(Event event);

}
