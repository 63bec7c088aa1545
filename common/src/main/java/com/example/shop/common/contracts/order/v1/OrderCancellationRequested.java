package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// Someone wants the order cancelled. A request, for the goods may have left: inventory answers with `StockReleased` or
/// `StockShipped`. Asked again, it answers again.
///
/// @param reason for people
@EventContract(type = "com.example.shop.order.v1.OrderCancellationRequested", source = "/order-service",
        topic = Topics.ORDER_EVENTS)
public record OrderCancellationRequested(UUID orderId, long version, Instant requestedAt,
        String reason) implements Event {

    public OrderCancellationRequested {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(requestedAt, "requestedAt");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }

}
