package com.example.shop.common.contracts.inventory.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;

/// Every line of the order is reserved.
public record StockReserved(UUID orderId, long version, Instant reservedAt) implements Event {

    public StockReserved {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(reservedAt, "reservedAt");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
