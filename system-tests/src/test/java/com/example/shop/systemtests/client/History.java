package com.example.shop.systemtests.client;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// All requests of the client with their responses.
public final class History {

    private final AtomicLong number = new AtomicLong();

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    Call begin(String who, String method, String path, @Nullable String key, @Nullable String body) {
        Call call = new Call(this.number.incrementAndGet(), who, method, path, key, body);
        this.calls.add(call);
        return call;
    }

    public List<Call> calls() {
        return List.copyOf(this.calls);
    }

    public List<Call> placements() {
        return this.calls.stream().filter(Call::isPlacement).toList();
    }

    /// Placements whose outcome is unknown and stayed so: no later request with the same
    /// key got a response.
    public List<Call> unsettled() {
        Set<String> known = placements().stream()
            .filter((call) -> call.outcome() != Call.Outcome.UNKNOWN)
            .map((call) -> call.who() + " " + call.key())
            .collect(Collectors.toSet());
        return placements().stream().filter((call) -> !known.contains(call.who() + " " + call.key())).toList();
    }

}
