package com.example.shop.order.model;

import java.time.Instant;
import java.util.List;

/// What happened to an order, in the words of the model. Versions count the events of one order, from 1 and without a
/// gap.
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

    /// Also when inventory is asked once more.
    record CancellationRequested(OrderId orderId, long version, Instant at, String reason) implements OrderEvent {
    }

    record CancellationRefused(OrderId orderId, long version, Instant at, String reason) implements OrderEvent {
    }

    record Cancelled(OrderId orderId, long version, Instant at, String reason) implements OrderEvent {
    }

    record Shipped(OrderId orderId, long version, Instant at) implements OrderEvent {
    }

}
