package com.example.shop.inventory.model;

import java.util.Optional;
import java.util.UUID;

/// The order a reservation is made for; its id is given by order-service.
public record OrderId(UUID value) {

    private static final int LENGTH = 36;

    /// Reads an id in its canonical spelling; empty for anything else, for an id that
    /// cannot be is an order that is not there.
    public static Optional<OrderId> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(new OrderId(id)) : Optional.empty();
        }
        catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return this.value.toString();
    }

}
