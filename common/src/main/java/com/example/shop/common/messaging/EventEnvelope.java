package com.example.shop.common.messaging;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// An event on its way, with what must be known about it without reading its content: the attributes of CloudEvents 1.0,
/// and the trace it belongs to.
///
/// @param id names this event for ever; copies of it carry the same id (CloudEvents `id`, a UUIDv7)
/// @param type the CloudEvents type of the contract (`type`)
/// @param source the service that sent it (`source`)
/// @param aggregateId the aggregate it is about (`subject`); also the key of the Kafka record
/// @param version counts the events of the aggregate, from 1 (extension `aggregateversion`)
/// @param time when it was appended to the outbox (`time`)
/// @param trace where its trace left off, as a W3C `traceparent`; null if it has none
/// @param data the content, JSON in UTF-8
public record EventEnvelope(UUID id, String type, String source, String aggregateId, long version, Instant time,
        @Nullable String trace, byte[] data) {
}
