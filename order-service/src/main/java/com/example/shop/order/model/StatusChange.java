package com.example.shop.order.model;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// An entry in the history of an order.
///
/// @param version the version of the event that describes the change
/// @param reason for people; null if the status needs none
public record StatusChange(long version, OrderStatus status, Instant at, @Nullable String reason) {

    public StatusChange {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(at, "at");
    }

}
