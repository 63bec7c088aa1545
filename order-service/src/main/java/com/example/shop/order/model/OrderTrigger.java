package com.example.shop.order.model;

/// What can happen to an order after it was placed.
public enum OrderTrigger {

    /// Inventory holds every line.
    STOCK_RESERVED,

    /// Inventory holds nothing, because a line is short.
    STOCK_REJECTED,

    /// Inventory holds nothing for the order any more and never will.
    STOCK_RELEASED,

    /// The goods have left.
    STOCK_SHIPPED,

    /// The customer or an operator wants the order cancelled.
    CANCELLATION_REQUESTED,

    /// Inventory did not answer in time.
    DEADLINE_PASSED

}
