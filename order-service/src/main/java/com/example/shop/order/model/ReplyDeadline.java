package com.example.shop.order.model;

import java.time.Duration;
import java.time.Instant;

/// How long an order waits for a reply event of inventory.
public record ReplyDeadline(Duration length) {

    public ReplyDeadline {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("reply deadline must be positive, was " + length);
        }
    }

    /// When the reply to a request of that time is due.
    public Instant after(Instant asked) {
        return asked.plus(this.length);
    }

}
