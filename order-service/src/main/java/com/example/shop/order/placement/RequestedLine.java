package com.example.shop.order.placement;

import com.example.shop.order.model.Quantity;
import com.example.shop.order.model.Sku;

/// A line as requested, without a price.
record RequestedLine(Sku sku, Quantity quantity) {
}
