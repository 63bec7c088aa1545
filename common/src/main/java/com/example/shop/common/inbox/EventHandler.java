package com.example.shop.common.inbox;

import java.util.List;
import java.util.function.Consumer;

import com.example.shop.common.contracts.Event;

/// What a service does when it hears of an event. Every bean of this type is found and subscribed to the topic of its
/// event; a service has one handler for a type of event at most.
///
/// @param <E> the contract, named as a type argument: `implements EventHandler<OrderPlaced>`
public interface EventHandler<E extends Event> {

    /// Called in a transaction that also holds the note that this event was seen: either
    /// both are kept or neither. An exception undoes both; the event is tried again and,
    /// if that does not help, ends in the dead letters.
    void handle(E event);

    /// Called once in each transaction, before the first of its events is handled. A
    /// handler that reads and locks something for each event can do so here for all of
    /// them in one query, and in one order: transactions that lock the same rows in
    /// different orders wait for each other until PostgreSQL ends one of them.
    /// @param events all that are new, those of one aggregate in their order
    /// @return what handles them one by one, instead of {@link #handle}
    default Consumer<E> prepare(List<E> events) {
        return this::handle;
    }

    /// Whether events of this type that arrive together may be handled in one
    /// transaction, one after the other. That is faster, for it is the commit that costs
    /// most; but rows stay locked until the last one is handled; and if one fails, those
    /// before it are undone and handled again.
    ///
    /// Say no in two cases: if handling does something that no rollback undoes, such as a
    /// call to somebody else; and if events of different aggregates lock the same rows,
    /// several at a time, without having them locked by {@link #prepare}.
    default boolean sharesTransaction() {
        return true;
    }

}
