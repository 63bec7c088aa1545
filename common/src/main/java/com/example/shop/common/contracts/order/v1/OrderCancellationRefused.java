package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;

/// The order is not cancelled after all: its goods had already left.
///
/// @param reason for people
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
