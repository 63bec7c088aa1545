package com.example.shop.order.model;

/// A line that inventory could not reserve.
///
/// @param requested pieces that were ordered
/// @param available pieces that were in stock
public record Shortage(String sku, int requested, long available) {

    @Override
    public String toString() {
        return "%s (requested %d, available %d)".formatted(this.sku, this.requested, this.available);
    }

}
