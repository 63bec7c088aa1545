package com.example.shop.order.model;

import java.time.Duration;
import java.time.Instant;

/// How long an order waits for inventory.
public record AnswerDeadline(Duration length) {

    public AnswerDeadline {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("answer deadline must be positive, was " + length);
        }
    }

    /// When the answer to a request made at that time is due.
    public Instant after(Instant asked) {
        return asked.plus(this.length);
    }

}
