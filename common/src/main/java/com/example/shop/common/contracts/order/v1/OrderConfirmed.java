package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// The goods are reserved and the order stands; from now on they may be shipped.
@EventContract(type = "com.example.shop.order.v1.OrderConfirmed", source = "/order-service",
        topic = Topics.ORDER_EVENTS)
public record OrderConfirmed(UUID orderId, long version, Instant confirmedAt) implements Event {

    public OrderConfirmed {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(confirmedAt, "confirmedAt");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
