package com.example.shop.benchmarks.contender;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An event of about 300 bytes in JSON, shaped like the one this platform sends most.
/// @param orderId the aggregate; also the key of the Kafka record
/// @param version counts the events of the aggregate
public record SampleEvent(UUID orderId, long version, Instant placedAt, List<Line> lines) {

    /// The type that every contender names in its records.
    public static final String TYPE = "com.example.shop.order.v1.OrderPlaced";

    private static final List<Line> LINES = List.of(new Line("TEA-000001", 2), new Line("TEA-000002", 4),
            new Line("CUP-000017", 6), new Line("POT-000101", 1), new Line("CAN-000023", 3));

    public static SampleEvent of(UUID orderId, long version) {
        return new SampleEvent(orderId, version, Instant.now(), LINES);
    }

    /// @param sku the product
    /// @param quantity pieces
    public record Line(String sku, int quantity) {
    }

}
