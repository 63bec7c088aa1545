package com.example.shop.common.contracts.inventory.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// Nothing is reserved for the order (any more), and nothing ever will be.
@EventContract(type = "com.example.shop.inventory.v1.StockReleased", source = "/inventory-service",
        topic = Topics.INVENTORY_EVENTS)
public record StockReleased(UUID orderId, long version, Instant releasedAt) implements Event {

    public StockReleased {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(releasedAt, "releasedAt");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
