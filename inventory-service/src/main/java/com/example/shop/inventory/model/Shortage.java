package com.example.shop.inventory.model;

/// A line that asks for more than there is.
///
/// @param available pieces; 0 for a product that is not known
public record Shortage(Sku sku, Quantity requested, long available) {
}
