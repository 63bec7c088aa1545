package com.example.shop.common.contracts.inventory.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;

/// The goods of the order have left.
public record StockShipped(UUID orderId, long version, Instant shippedAt) implements Event {

    public StockShipped {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(shippedAt, "shippedAt");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
