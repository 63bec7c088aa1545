package com.example.shop.common.inbox;

import java.util.List;
import java.util.function.Consumer;

import com.example.shop.common.contracts.Event;

/// What a service does about an event. Every bean of this type is found and subscribed to the topic of its
/// event; a service has at most one handler for a type of event.
///
/// @param <E> the contract, named as a type argument: `implements EventHandler<OrderPlaced>`
public interface EventHandler<E extends Event> {

    /// Called in a transaction that also holds the note that this event was handled: both
    /// are kept or neither. An exception rolls both back; the event is tried again and,
    /// if that does not help, moved to the dead-letter topic.
    ///
    /// Other events may be handled in the same transaction, and an event whose
    /// transaction was rolled back is handled again: do nothing here that a rollback does
    /// not undo, such as a call to another service.
    void handle(E event);

    /// Called before the first of the events that a transaction holds for this handler. A
    /// handler that reads and locks something for each event can do so here for all of
    /// them in one query and in one order. Transactions that lock the same rows in
    /// different orders deadlock; that costs a second, and then each event is handled in
    /// a transaction of its own.
    /// @param events those of one aggregate in their order
    /// @return what handles them one by one, instead of {@link #handle}
    default Consumer<E> prepare(List<E> events) {
        return this::handle;
    }

}
