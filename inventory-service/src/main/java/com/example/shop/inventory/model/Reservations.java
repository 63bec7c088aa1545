package com.example.shop.inventory.model;

import java.util.Optional;

/// All reservations. Saving one also moves the stock, writes the ledger and tells the others.
public interface Reservations {

    /// Finds a reservation and keeps others from changing it until the transaction ends.
    Optional<Reservation> lock(OrderId orderId);

    /// Adds one for an order that has none.
    void add(Reservation reservation);

    void save(Reservation reservation);

}
