package com.example.shop.inventory.model;

/// So many pieces of one product.
public record ReservationLine(Sku sku, Quantity quantity) {
}
