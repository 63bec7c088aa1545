package com.example.shop.order.model;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// The id of an order: a UUID of version 7, so that newer orders sort after older ones.
public record OrderId(UUID value) {

    public OrderId {
        Objects.requireNonNull(value, "value");
        if (value.version() != 7) {
            throw new IllegalArgumentException("order id must be a UUID of version 7, was " + value);
        }
    }

    /// Parses the canonical text of an id; empty for any other text.
    public static Optional<OrderId> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            OrderId id = new OrderId(UUID.fromString(text));
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
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
