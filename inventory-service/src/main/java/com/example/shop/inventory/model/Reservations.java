package com.example.shop.inventory.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All reservations. Saving one also changes the stock, writes the ledger and appends the events.
public interface Reservations {

    /// Reads reservations and locks them until the transaction ends, in the order of
    /// their ids.
    /// @return the reservations by order; orders without one are missing
    Map<OrderId, Reservation> lock(Collection<OrderId> orderIds);

    default Optional<Reservation> lock(OrderId orderId) {
        return Optional.ofNullable(lock(List.of(orderId)).get(orderId));
    }

    /// Adds the reservation of an order that has none. If another transaction does the
    /// same, one of the two fails.
    void add(Reservation reservation);

    void save(Reservation reservation);

}
