package com.example.shop.systemtests.client;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/// Calls the shop as one identity.
public final class Session {

    private final Shop shop;

    private final String who;

    private final Supplier<String> token;

    Session(Shop shop, String who, Supplier<String> token) {
        this.shop = shop;
        this.who = who;
        this.token = token;
    }

    public Response get(String path) {
        return send("GET", path, Map.of(), null);
    }

    public Response post(String path) {
        return send("POST", path, Map.of(), null);
    }

    public Response post(String path, String body) {
        return send("POST", path, Map.of(), body);
    }

    /// Places an order with a new key.
    public Response order(String sku, int quantity) {
        return order(newKey(), body(sku, quantity));
    }

    /// @param key sent as the idempotency key
    public Response order(String key, String body) {
        return send("POST", "/api/orders", Map.of("Idempotency-Key", key), body);
    }

    /// Sends any request; a body is sent as JSON unless a header says otherwise.
    public Response send(String method, String path, Map<String, String> headers, @Nullable String body) {
        Map<String, String> all = new HashMap<>();
        String bearer = this.token.get();
        if (!bearer.isEmpty()) {
            all.put("Authorization", "Bearer " + bearer);
        }
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        all.putAll(headers);
        return this.shop.send(this.who, method, path, all, body);
    }

    /// The current status of an order.
    public String statusOf(String orderId) {
        return get("/api/orders/" + orderId).expect(200).text("status");
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    /// The body of an order with one line.
    public static String body(String sku, int quantity) {
        return """
                {"lines":[{"sku":"%s","quantity":%d}]}""".formatted(sku, quantity);
    }

}
