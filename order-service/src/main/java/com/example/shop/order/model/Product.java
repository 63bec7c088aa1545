package com.example.shop.order.model;

import java.util.Objects;

/// What order-service needs to know about a product to sell it.
public record Product(Sku sku, String name, Money unitPrice) {

    public Product {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unitPrice, "unitPrice");
    }

}
