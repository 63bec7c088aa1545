package com.example.shop.common.contracts.inventory.v1;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// Nothing is reserved, because at least one line is short.
///
/// @param shortages the lines that are short; at least one
@EventContract(type = "com.example.shop.inventory.v1.StockRejected", source = "/inventory-service",
        topic = Topics.INVENTORY_EVENTS)
public record StockRejected(UUID orderId, long version, Instant rejectedAt, List<Shortage> shortages) implements Event {

    public StockRejected {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(rejectedAt, "rejectedAt");
        Objects.requireNonNull(shortages, "shortages");
        shortages = List.copyOf(shortages);
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

    /// @param sku the product that is short
    /// @param requested pieces that were asked for
    /// @param available pieces that were there; 0 for a product that inventory does not
    /// know
    public record Shortage(String sku, int requested, long available) {

        public Shortage {
            Objects.requireNonNull(sku, "sku");
        }

    }

}
