package com.example.shop.order.model;

/// What was asked of the order is no longer possible.
public class OrderCannotChange extends RuntimeException {

    private final OrderStatus status;

    OrderCannotChange(OrderId id, OrderStatus status) {
        super("Order " + id + " is " + status);
        this.status = status;
    }

    /// Where the order stands.
    public OrderStatus status() {
        return this.status;
    }

}
