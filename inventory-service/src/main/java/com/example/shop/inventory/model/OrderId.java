package com.example.shop.inventory.model;

import java.util.Optional;
import java.util.UUID;

/// The id of an order, assigned by order-service.
public record OrderId(UUID value) {

    private static final int LENGTH = 36;

    /// Parses the canonical text of an id; empty for any other text, because no order
    /// has it.
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
