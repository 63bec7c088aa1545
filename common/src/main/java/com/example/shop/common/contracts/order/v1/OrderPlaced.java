package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// A customer placed an order; inventory is asked to reserve its lines.
///
/// @param placedAt when the order was accepted
/// @param lines what was ordered, each sku once
@EventContract(type = "com.example.shop.order.v1.OrderPlaced", source = "/order-service", topic = Topics.ORDER_EVENTS)
public record OrderPlaced(UUID orderId, long version, Instant placedAt, List<Line> lines) implements Event {

    public OrderPlaced {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(placedAt, "placedAt");
        Objects.requireNonNull(lines, "lines");
        lines = List.copyOf(lines);
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

    /// @param sku the product
    /// @param quantity pieces, at least 1
    public record Line(String sku, int quantity) {

        public Line {
            Objects.requireNonNull(sku, "sku");
        }

    }

}
