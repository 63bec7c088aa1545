package com.example.shop.order.model;

/// The number of pieces of one product in one order.
public record Quantity(int value) {

    public static final int MIN = 1;

    public static final int MAX = 10_000;

    public Quantity {
        if (value < MIN || value > MAX) {
            throw new IllegalArgumentException("quantity must be between " + MIN + " and " + MAX + ", was " + value);
        }
    }

}
