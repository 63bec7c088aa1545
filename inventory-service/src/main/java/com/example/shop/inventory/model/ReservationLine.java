package com.example.shop.inventory.model;

/// A number of pieces of one product.
public record ReservationLine(Sku sku, Quantity quantity) {
}
