package com.example.shop.order.model;

import java.util.Objects;

/// What a customer was told when an order was accepted.
///
/// @param fingerprint tells requests with different content apart
/// @param body the answer, byte by byte; not to be changed
public record Answer(OrderId orderId, String fingerprint, byte[] body) {

    public Answer {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(body, "body");
    }

}
