package com.example.shop.systemtests;

import java.util.Locale;
import java.util.UUID;

import com.example.shop.systemtests.client.Shop;
import tools.jackson.databind.JsonNode;

/// Adds products through the API, so that tests do not share stock.
final class Goods {

    private Goods() {
    }

    /// Adds a product for 12.50 EUR; it may not be in order-service's catalogue yet.
    /// @return its sku
    static String stocked(Shop shop, int onHand) {
        String sku = newSku();
        shop.as("wendy")
            .post("/api/products",
                    """
                            {"sku":"%s","name":"Assam, 250 g","unitPrice":{"amount":"12.50","currency":"EUR"},"onHand":%d}"""
                        .formatted(sku, onHand))
            .expect(201);
        return sku;
    }

    /// A new sku.
    static String newSku() {
        return "T-" + UUID.randomUUID().toString().substring(0, 18).toUpperCase(Locale.ROOT);
    }

    /// The stock from the gateway, which may be a few seconds old: `8/2/0` for on hand,
    /// reserved, shipped.
    static String stock(Shop shop, String sku) {
        JsonNode stock = shop.anyone().get("/api/products/" + sku).expect(200).json().path("stock");
        return "%d/%d/%d".formatted(stock.path("onHand").asLong(), stock.path("reserved").asLong(),
                stock.path("shipped").asLong());
    }

}
