package com.example.shop.order.lookup;

import java.time.Instant;

import com.example.shop.order.model.OrderStatus;
import org.jspecify.annotations.Nullable;

/// A status an order had, since when and why.
record HistoryEntry(OrderStatus status, Instant at, @Nullable String reason) {
}
