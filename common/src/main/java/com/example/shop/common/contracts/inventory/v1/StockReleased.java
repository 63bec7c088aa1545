package com.example.shop.common.contracts.inventory.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;

/// Nothing is reserved for the order (any more), and nothing ever will be.
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
