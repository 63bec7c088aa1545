package com.example.shop.common.inbox;

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

    /// Whether events that arrive together may be handled in one transaction, one after
    /// the other. That is faster, for it is the commit that costs most; but rows stay
    /// locked until the last one is handled, in the order in which the events arrived;
    /// and if one fails, those before it are undone and handled again.
    ///
    /// Say no in two cases: if handling does something that no rollback undoes, such as a
    /// call to somebody else; and if events of different aggregates lock the same rows,
    /// several at a time, for then two such transactions would wait for each other.
    default boolean sharesTransaction() {
        return true;
    }

}
