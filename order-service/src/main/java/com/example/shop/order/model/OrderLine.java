package com.example.shop.order.model;

import java.util.Objects;

/// A product in an order, with its name and price as they were when the order was placed.
public record OrderLine(Product product, Quantity quantity) {

    public OrderLine {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(quantity, "quantity");
    }

    public Sku sku() {
        return this.product.sku();
    }

    public Money total() {
        return this.product.unitPrice().times(this.quantity);
    }

}
