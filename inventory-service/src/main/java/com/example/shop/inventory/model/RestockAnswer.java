package com.example.shop.inventory.model;

/// What was answered to a restock that named a key, and to which one.
///
/// @param body the answer, byte by byte; not to be changed
public record RestockAnswer(Sku sku, Quantity quantity, byte[] body) {

    public boolean isTo(Sku otherSku, Quantity otherQuantity) {
        return this.sku.equals(otherSku) && this.quantity.equals(otherQuantity);
    }

}
