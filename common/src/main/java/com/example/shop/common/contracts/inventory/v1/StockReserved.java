package com.example.shop.common.contracts.inventory.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// Every line of the order is reserved.
@EventContract(type = "com.example.shop.inventory.v1.StockReserved", source = "/inventory-service",
        topic = Topics.INVENTORY_EVENTS)
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
