package com.example.shop.order.model;

import java.util.Objects;

/// Names one wish of one customer, however often it is sent.
public record RequestKey(CustomerId customer, String value) {

    public RequestKey {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(value, "value");
    }

}
