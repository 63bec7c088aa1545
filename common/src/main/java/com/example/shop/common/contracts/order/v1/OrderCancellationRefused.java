package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// The order is not cancelled after all: its goods had already left.
///
/// @param reason for people
@EventContract(type = "com.example.shop.order.v1.OrderCancellationRefused", source = "/order-service",
        topic = Topics.ORDER_EVENTS)
public record OrderCancellationRefused(UUID orderId, long version, Instant refusedAt, String reason) implements Event {

    public OrderCancellationRefused {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(refusedAt, "refusedAt");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
