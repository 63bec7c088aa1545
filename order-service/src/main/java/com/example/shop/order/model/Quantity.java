package com.example.shop.order.model;

/// Pieces of one product in one order.
public record Quantity(int value) {

    public static final int LEAST = 1;

    public static final int MOST = 10_000;

    public Quantity {
        if (value < LEAST || value > MOST) {
            throw new IllegalArgumentException("quantity must be between " + LEAST + " and " + MOST + ", was " + value);
        }
    }

}
