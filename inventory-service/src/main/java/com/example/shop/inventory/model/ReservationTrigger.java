package com.example.shop.inventory.model;

/// What can happen to a reservation after it was made. A second OrderPlaced is none of these: it changes nothing.
public enum ReservationTrigger {

    /// The order is confirmed.
    ORDER_CONFIRMED,

    /// The cancellation of the order is requested; it is possible if the goods have not
    /// left.
    CANCELLATION_REQUESTED,

    /// The order has ended.
    ORDER_CANCELLED,

    /// The warehouse ships the goods.
    SHIPMENT_REQUESTED

}
