package com.example.shop.systemtests.client;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// One entry of the history: written before the request leaves, completed when its answer is there.
public final class Call {

    private final long number;

    private final String who;

    private final String method;

    private final String path;

    private final @Nullable String key;

    private final @Nullable String body;

    private final Instant sent = Instant.now();

    private volatile @Nullable Answer answer;

    private volatile @Nullable Instant completed;

    public Call(long number, String who, String method, String path, @Nullable String key, @Nullable String body) {
        this.number = number;
        this.who = who;
        this.method = method;
        this.path = path;
        this.key = key;
        this.body = body;
    }

    /// Notes the answer, now that it is there.
    public void complete(Answer answer) {
        this.answer = answer;
        this.completed = Instant.now();
    }

    /// Whether the call places an order under an idempotency key.
    public boolean isPlacement() {
        return this.method.equals("POST") && this.path.equals("/api/orders") && this.key != null;
    }

    public Outcome outcome() {
        Answer known = this.answer;
        if (known == null) {
            return Outcome.UNKNOWN;
        }
        return switch (known.status()) {
            case 200, 201, 202 -> Outcome.OK;
            // A server that failed may have done the work; one that is busy with the key
            // may be doing it.
            case 409, 500, 502, 503, 504 -> Outcome.UNKNOWN;
            default -> Outcome.REFUSED;
        };
    }

    public Optional<Answer> answer() {
        return Optional.ofNullable(this.answer);
    }

    /// Whether the answer to this call was there before the other call was sent.
    public boolean isBefore(Call other) {
        return completed().isBefore(other.sent);
    }

    /// When the answer was there; far in the future if there was none.
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
