package com.example.shop.order.lookup;

import java.time.Instant;

import com.example.shop.order.model.OrderStatus;
import org.jspecify.annotations.Nullable;

/// A status that an order has had, with its time and reason.
record HistoryEntry(OrderStatus status, Instant at, @Nullable String reason) {
}
