package com.example.shop.common.contracts.order.v1;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.contracts.Event;

/// The goods are reserved and the order stands; from now on they may be shipped.
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
