package com.example.shop.order.model;

/// The requested change of an order is no longer possible.
public class OrderCannotChange extends RuntimeException {

    private final OrderStatus status;

    OrderCannotChange(OrderId id, OrderStatus status) {
        super("Order " + id + " is " + status);
        this.status = status;
    }

    /// The current status of the order.
    public OrderStatus status() {
        return this.status;
    }

}
