package com.example.shop.order.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/// All orders. Saving an order also appends its events to the outbox, in the caller's transaction.
public interface Orders {

    /// Adds a new order.
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

    /// Saves the changes, if there are any. Fails if another transaction has changed the
    /// order since it was read; the caller may retry in a new transaction.
    void save(Order order);

    /// Lists orders whose reply event is overdue, the longest overdue first.
    /// @param after the last order of the previous page; empty for the first page
    List<OverdueOrder> overdue(Instant now, Optional<OverdueOrder> after, int limit);

    /// When the next reply event is due; empty if no order waits for one.
    Optional<Instant> nextDue();

}
