package com.example.shop.order.model;

import java.time.Instant;
import java.util.Objects;

/// An order whose reply event is overdue.
public record OverdueOrder(OrderId id, Instant dueAt) {

    public OverdueOrder {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(dueAt, "dueAt");
    }

}
