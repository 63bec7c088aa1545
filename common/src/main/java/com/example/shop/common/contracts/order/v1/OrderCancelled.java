package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// The order ended as cancelled; whatever is still reserved for it has to be released.
///
/// @param reason for people
@EventContract(type = "com.example.shop.order.v1.OrderCancelled", source = "/order-service",
        topic = Topics.ORDER_EVENTS)
public record OrderCancelled(UUID orderId, long version, Instant cancelledAt, String reason) implements Event {

    public OrderCancelled {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(cancelledAt, "cancelledAt");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
