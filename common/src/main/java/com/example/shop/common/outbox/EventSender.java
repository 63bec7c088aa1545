package com.example.shop.common.outbox;

import java.util.concurrent.CompletableFuture;

/// What the relay needs of the broker.
interface EventSender extends AutoCloseable {

    /// Sends an event behind those sent before, without waiting. Events of one aggregate
    /// arrive in the order in which they were sent. Once one has failed, those sent after
    /// it and not yet acknowledged fail too, and so does every further one until
    /// {@link #resume()}: nothing overtakes a missing event. One that is refused
    /// at once was never in flight and stops nothing.
    /// @return completed when the broker has it for good; with {@link RefusedEvent} if it
    /// will never take this event as it is, with any other exception if it cannot be
    /// reached or cannot take it now
    CompletableFuture<Void> send(OutboxRow row);

    /// Sends what was collected: until then an event may wait for others to share a
    /// request with.
    void flush();

    /// Sends again after a failure. To be called when nothing is in flight.
    void resume();

    /// Drops what is in flight, at once.
    @Override
    void close();

}
