package com.example.shop.order.placement;

import com.example.shop.order.model.Quantity;
import com.example.shop.order.model.Sku;

/// A line that a customer asks for, before it has a price.
record Wanted(Sku sku, Quantity quantity) {
}
