package com.example.shop.inventory.model;

import java.time.Instant;
import java.util.List;

/// Something that happened to a product or a reservation. The version counts the events of one product or one order, from
/// 1 and without gaps.
public sealed interface InventoryEvent {

    /// The new state of a product.
    record ProductChanged(Sku sku, long version, Instant at, ProductName name, Money price) implements InventoryEvent {
    }

    /// Every line of the order is reserved.
    record Reserved(OrderId orderId, long version, Instant at) implements InventoryEvent {
    }

    /// Nothing is reserved, because these lines are short.
    record Rejected(OrderId orderId, long version, Instant at, List<Shortage> shortages) implements InventoryEvent {
    }

    /// Nothing is reserved for the order (any more), and nothing will be.
    record Released(OrderId orderId, long version, Instant at) implements InventoryEvent {
    }

    /// The goods have left.
    record Shipped(OrderId orderId, long version, Instant at) implements InventoryEvent {
    }

}
