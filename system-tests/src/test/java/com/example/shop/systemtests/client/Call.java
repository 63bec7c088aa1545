package com.example.shop.systemtests.client;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// One entry of the history: added before the request is sent, completed by its response.
public final class Call {

    private final long number;

    private final String who;

    private final String method;

    private final String path;

    private final @Nullable String key;

    private final @Nullable String body;

    private final Instant sent = Instant.now();

    private volatile @Nullable Response response;

    private volatile @Nullable Instant completed;

    public Call(long number, String who, String method, String path, @Nullable String key, @Nullable String body) {
        this.number = number;
        this.who = who;
        this.method = method;
        this.path = path;
        this.key = key;
        this.body = body;
    }

    /// Adds the response.
    public void complete(Response response) {
        this.response = response;
        this.completed = Instant.now();
    }

    /// Whether the call places an order under an idempotency key.
    public boolean isPlacement() {
        return this.method.equals("POST") && this.path.equals("/api/orders") && this.key != null;
    }

    public Outcome outcome() {
        Response known = this.response;
        if (known == null) {
            return Outcome.UNKNOWN;
        }
        return switch (known.status()) {
            case 200, 201, 202 -> Outcome.OK;
            // A server that failed may have done the work; one that reports a running
            // duplicate may be doing it.
            case 409, 500, 502, 503, 504 -> Outcome.UNKNOWN;
            default -> Outcome.REFUSED;
        };
    }

    public Optional<Response> response() {
        return Optional.ofNullable(this.response);
    }

    /// Whether the response to this call arrived before the other call was sent.
    public boolean isBefore(Call other) {
        return completed().isBefore(other.sent);
    }

    /// When the response arrived; far in the future if there was none.
    public Instant completed() {
        Instant end = this.completed;
        return (end != null) ? end : Instant.MAX;
    }

    public long number() {
        return this.number;
    }

    public String who() {
        return this.who;
    }

    public String method() {
        return this.method;
    }

    public String path() {
        return this.path;
    }

    public String key() {
        return (this.key != null) ? this.key : "";
    }

    public String body() {
        return (this.body != null) ? this.body : "";
    }

    @Override
    public String toString() {
        return "#%d %s %s as %s, key %s".formatted(this.number, this.method, this.path, this.who, this.key);
    }

    /// What the client knows about the effect of its call.
    public enum Outcome {

        OK, REFUSED, UNKNOWN

    }

}
