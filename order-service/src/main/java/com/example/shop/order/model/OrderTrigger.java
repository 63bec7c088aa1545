package com.example.shop.order.model;

/// What can happen to an order after it was placed.
public enum OrderTrigger {

    /// Inventory has reserved every line.
    STOCK_RESERVED,

    /// Inventory has reserved nothing, because stock is short for at least one line.
    STOCK_REJECTED,

    /// Nothing is reserved for the order any more, and nothing will be.
    STOCK_RELEASED,

    /// The goods have left.
    STOCK_SHIPPED,

    /// The customer or an operator has requested the cancellation.
    CANCELLATION_REQUESTED,

    /// No reply event arrived in time.
    DEADLINE_PASSED

}
