package com.example.shop.common.outbox;

import com.example.shop.common.contracts.Event;

/// Where a service leaves the events of its current transaction.
public interface Outbox {

    /// Sends the event if the current transaction commits, and never if it rolls back.
    /// The row is written just before the commit; append in the order in which the events
    /// are to be sent.
    /// @throws IllegalStateException if there is no transaction on the service's
    /// database,
    /// or it is read-only or has committed
    /// @throws IllegalArgumentException if the event is not among the
    /// {@link SentEvents} of this service
    void append(Event event);

}
