package com.example.shop.order.placement;

import com.example.shop.order.model.Quantity;
import com.example.shop.order.model.Sku;

/// A line as the customer requests it, without a price yet.
record RequestedLine(Sku sku, Quantity quantity) {
}
