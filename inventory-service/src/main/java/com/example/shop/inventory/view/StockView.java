package com.example.shop.inventory.view;

/// The stock of a product, in pieces.
///
/// @param onHand what can still be reserved
/// @param reserved what is reserved for orders
/// @param shipped what was shipped
public record StockView(long onHand, long reserved, long shipped) {
}
