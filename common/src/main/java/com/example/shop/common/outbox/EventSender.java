package com.example.shop.common.outbox;

import java.util.concurrent.CompletableFuture;

/// What the relay needs of the broker.
interface EventSender extends AutoCloseable {

    /// Sends an event behind those sent before, without waiting. Events of one aggregate
    /// arrive in the order in which they were sent. Once one has failed, those sent after
    /// it and not yet acknowledged fail too, and so does every further one until
    /// {@link #resume()}: nothing gets past an event that is missing. One that is refused
    /// at once was never under way and stops nothing.
    /// @return completed when the broker has it for good; with {@link RefusedEvent} if it
    /// will never take this event as it is, with any other exception if it cannot be
    /// reached or cannot take it now
    CompletableFuture<Void> send(OutboxRow row);

    /// Lets go what was sent: until then it may wait for others to travel with.
    void flush();

    /// Sends again after a failure. To be called when everything sent before has ended.
    void resume();

    /// Gives up what is under way, at once.
    @Override
    void close();

}
