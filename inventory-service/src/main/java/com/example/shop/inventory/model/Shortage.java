package com.example.shop.inventory.model;

/// A line that orders more than is on hand.
///
/// @param available pieces; 0 for an unknown product
public record Shortage(Sku sku, Quantity requested, long available) {
}
