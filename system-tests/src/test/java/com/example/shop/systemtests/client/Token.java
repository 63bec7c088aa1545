package com.example.shop.systemtests.client;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// The access token of one demo identity, fetched when it is needed and again before it expires.
final class Token implements Supplier<String> {

    /// Sends no token at all.
    static final Supplier<String> NONE = () -> "";

    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Shop shop;

    private final String identity;

    private String value = "";

    private Instant end = Instant.MIN;

    Token(Shop shop, String identity) {
        this.shop = shop;
        this.identity = identity;
    }

    @Override
    public synchronized String get() {
        if (Instant.now().isAfter(this.end)) {
            Response response = this.shop.token(this.identity, this.identity + "-secret").expect(200);
            this.value = response.text("access_token");
            this.end = Instant.now().plusSeconds(response.json().path("expires_in").asLong()).minus(MARGIN);
        }
        return this.value;
    }

}
