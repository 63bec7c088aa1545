package com.example.shop.inventory.model;

import java.time.Instant;
import java.util.List;

/// What happened to products and reservations. The version counts the events of one product or one order, from 1 and
/// without a gap.
public sealed interface InventoryEvent {

    /// A product as it is from now on.
    record ProductChanged(Sku sku, long version, Instant at, ProductName name, Money price) implements InventoryEvent {
    }

    /// Every line of the order is held for it.
    record Reserved(OrderId orderId, long version, Instant at) implements InventoryEvent {
    }

    /// Nothing is held, because of the lines named.
    record Rejected(OrderId orderId, long version, Instant at, List<Shortage> shortages) implements InventoryEvent {
    }

    /// Nothing is held (any more), and nothing ever will be.
    record Released(OrderId orderId, long version, Instant at) implements InventoryEvent {
    }

    /// The goods have left.
    record Shipped(OrderId orderId, long version, Instant at) implements InventoryEvent {
    }

}
