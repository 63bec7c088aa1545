package com.example.shop.common.testservice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderPlaced;

/// Events to send.
public final class Samples {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Samples() {
    }

    public static OrderPlaced placed(UUID order, long version) {
        return new OrderPlaced(order, version, NOON, List.of(new OrderPlaced.Line("TEA-001", 2)));
    }

    /// Versions from 1 on.
    public static Event[] placed(UUID order, int events) {
        return LongStream.rangeClosed(1, events).mapToObj(version -> placed(order, version)).toArray(Event[]::new);
    }

    /// An event that no topic takes.
    public static OrderPlaced tooLarge(UUID order, long version) {
        return new OrderPlaced(order, version, NOON, List.of(new OrderPlaced.Line("X".repeat(1_500_000), 2)));
    }

    /// An event that the test service has no handler for.
    public static OrderCancelled notHandled(UUID order, long version) {
        return new OrderCancelled(order, version, NOON, "changed my mind");
    }

}
