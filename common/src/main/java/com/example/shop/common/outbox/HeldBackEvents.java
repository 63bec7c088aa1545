package com.example.shop.common.outbox;

import java.util.List;
import java.util.Set;

/// What the log tail needs of the outbox's tables. A log can only be read on or not: what must wait for a parked event is
/// put into the table, and from there it is sent when the operator has decided. Nobody but the leader puts anything there.
interface HeldBackEvents {

    /// The aggregates that have a parked event.
    Set<String> aggregates();

    /// Puts events from the log behind those that wait already, for good; but none that
    /// waits or is parked itself, for a new leader reads some of them again.
    void append(List<OutboxRow> fromLog);

    /// Parks an event from the log.
    void park(OutboxRow fromLog, String reason);

    /// Wakes the reader of the log, for it to pass on what is confirmed.
    void askForConfirmation();

}
