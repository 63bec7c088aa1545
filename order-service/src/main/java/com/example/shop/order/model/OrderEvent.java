package com.example.shop.order.model;

import java.time.Instant;
import java.util.List;

/// Something that happened to an order. Versions count the events of one order, from 1 and without gaps.
public sealed interface OrderEvent {

    OrderId orderId();

    long version();

    Instant at();

    record Placed(OrderId orderId, long version, Instant at, List<OrderLine> lines) implements OrderEvent {

        public Placed {
            lines = List.copyOf(lines);
        }

    }

    record Confirmed(OrderId orderId, long version, Instant at) implements OrderEvent {
    }

    record Rejected(OrderId orderId, long version, Instant at, String reason) implements OrderEvent {
    }

    /// Also appended when inventory is asked again.
    record CancellationRequested(OrderId orderId, long version, Instant at, String reason) implements OrderEvent {
    }

    record CancellationRefused(OrderId orderId, long version, Instant at, String reason) implements OrderEvent {
    }

    record Cancelled(OrderId orderId, long version, Instant at, String reason) implements OrderEvent {
    }

    record Shipped(OrderId orderId, long version, Instant at) implements OrderEvent {
    }

}
