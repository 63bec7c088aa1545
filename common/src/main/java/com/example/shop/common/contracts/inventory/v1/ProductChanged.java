package com.example.shop.common.contracts.inventory.v1;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;
import com.example.shop.common.contracts.Topics;

/// A product as it is now. On a compacted topic: the newest version is the whole truth.
///
/// @param unitPrice the amount in major units, such as 12.50
/// @param currency ISO 4217, such as EUR
@EventContract(type = "com.example.shop.inventory.v1.ProductChanged", source = "/inventory-service",
        topic = Topics.INVENTORY_PRODUCTS, compacted = true)
public record ProductChanged(String sku, long version, Instant changedAt, String name, BigDecimal unitPrice,
        String currency) implements Event {

    public ProductChanged {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(changedAt, "changedAt");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unitPrice, "unitPrice");
        Objects.requireNonNull(currency, "currency");
    }

    @Override
    public String aggregateId() {
        return sku;
    }

}
