package com.example.shop.order.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/// All orders. To keep an order is to publish its events: both happen in the caller's transaction or not at all.
public interface Orders {

    /// Keeps a new order.
    void add(Order order);

    /// @return the orders by their ids; those that do not exist are missing
    Map<OrderId, Order> find(Collection<OrderId> ids);

    default Optional<Order> find(OrderId id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /// @throws NoSuchElementException if there is no such order
    default Order get(OrderId id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("There is no order " + id));
    }

    /// Keeps what changed; does nothing if nothing did. Fails if someone else changed the
    /// order since it was found: then the caller's transaction has to be rolled back and
    /// can be repeated.
    void save(Order order);

    /// Names orders that should have had their answer by then, the longest overdue first.
    List<OrderId> overdue(Instant now, int most);

    /// When the answer that is due first is due; empty if no order waits.
    Optional<Instant> nextDue();

}
