package com.example.shop.order.model;

import java.util.Objects;

/// What order-service has to know of a product to sell it.
public record Product(Sku sku, String name, Money unitPrice) {

    public Product {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unitPrice, "unitPrice");
    }

}
