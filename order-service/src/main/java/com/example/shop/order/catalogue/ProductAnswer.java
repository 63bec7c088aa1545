package com.example.shop.order.catalogue;

import java.math.BigDecimal;

import com.example.shop.order.model.Money;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Sku;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// What order-service reads of `GET /api/products/{sku}`; whatever else inventory says is its own business.
@JsonIgnoreProperties(ignoreUnknown = true)
record ProductAnswer(String sku, String name, Price unitPrice) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Price(String amount, String currency) {
    }

    Product product() {
        return new Product(new Sku(this.sku), this.name,
                Money.of(new BigDecimal(this.unitPrice.amount()), this.unitPrice.currency()));
    }

}
