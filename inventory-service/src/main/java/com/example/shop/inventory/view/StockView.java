package com.example.shop.inventory.view;

/// Pieces.
///
/// @param onHand what can still be ordered
/// @param reserved what is held for orders
/// @param shipped what has left
public record StockView(long onHand, long reserved, long shipped) {
}
