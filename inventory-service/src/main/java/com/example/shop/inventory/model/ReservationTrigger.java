package com.example.shop.inventory.model;

/// What can happen to a reservation after it was made. The order is not placed again: once decided, it is decided.
public enum ReservationTrigger {

    /// The order is confirmed.
    ORDER_CONFIRMED,

    /// Someone wants the order cancelled, and it can be if the goods are still here.
    CANCELLATION_REQUESTED,

    /// The order has ended.
    ORDER_CANCELLED,

    /// The warehouse wants the goods to leave.
    SHIPMENT_REQUESTED

}
