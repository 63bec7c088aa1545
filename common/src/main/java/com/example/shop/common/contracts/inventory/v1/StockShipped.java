package com.example.shop.common.contracts.inventory.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// The goods of the order have left.
@EventContract(type = "com.example.shop.inventory.v1.StockShipped", source = "/inventory-service",
        topic = Topics.INVENTORY_EVENTS)
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
