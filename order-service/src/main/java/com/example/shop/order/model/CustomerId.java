package com.example.shop.order.model;

import java.util.Objects;

/// Identifies a customer; the subject of the access token.
public record CustomerId(String value) {

    public CustomerId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("customer id must not be blank");
        }
    }

    @Override
    public String toString() {
        return this.value;
    }

}
