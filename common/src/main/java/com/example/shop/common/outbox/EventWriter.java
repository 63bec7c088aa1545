package com.example.shop.common.outbox;

import java.util.List;

/// Decides where the events of a transaction wait for the relay.
interface EventWriter {

    /// What writes the events, on the transaction's own connection and together with its
    /// COMMIT.
    List<DeferredStatement> statementsFor(List<NewEvent> events);

}
