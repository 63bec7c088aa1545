package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// The goods are on their way; the order is complete.
@EventContract(type = "com.example.shop.order.v1.OrderShipped", source = "/order-service", topic = Topics.ORDER_EVENTS)
public record OrderShipped(UUID orderId, long version, Instant shippedAt) implements Event {

    public OrderShipped {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(shippedAt, "shippedAt");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
