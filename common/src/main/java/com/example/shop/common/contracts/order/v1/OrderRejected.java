package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// The order ended because the goods are not there.
///
/// @param reason for people
@EventContract(type = "com.example.shop.order.v1.OrderRejected", source = "/order-service", topic = Topics.ORDER_EVENTS)
public record OrderRejected(UUID orderId, long version, Instant rejectedAt, String reason) implements Event {

    public OrderRejected {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(rejectedAt, "rejectedAt");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
