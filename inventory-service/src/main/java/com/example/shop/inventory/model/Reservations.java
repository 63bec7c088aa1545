package com.example.shop.inventory.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All reservations. Saving one also moves the stock, writes the ledger and publishes the events.
public interface Reservations {

    /// Finds reservations, in the order of their ids, and keeps others from changing them
    /// until the transaction ends.
    /// @return by their orders; those that have none are missing
    Map<OrderId, Reservation> lock(Collection<OrderId> orderIds);

    default Optional<Reservation> lock(OrderId orderId) {
        return Optional.ofNullable(lock(List.of(orderId)).get(orderId));
    }

    /// Adds one for an order that has none. If another transaction does so at the same
    /// time, one of the two fails.
    void add(Reservation reservation);

    void save(Reservation reservation);

}
