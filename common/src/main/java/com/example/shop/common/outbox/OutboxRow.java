package com.example.shop.common.outbox;

import java.time.Instant;
import java.util.UUID;

import com.example.shop.common.contracts.EventType;
import com.example.shop.common.messaging.EventEnvelope;
import org.jspecify.annotations.Nullable;

/// A pending event.
///
/// @param position its place in the outbox: the order in which the rows of one aggregate were written
record OutboxRow(long position, UUID id, String type, String aggregate, long version, byte[] payload,
        @Nullable String trace, Instant createdAt) {

    /// @return bytes of its content
    int size() {
        return this.payload.length;
    }

    EventEnvelope envelope(EventType contract, @Nullable String newTrace) {
        return new EventEnvelope(this.id, this.type, contract.source(), this.aggregate, this.version, this.createdAt,
                newTrace, this.payload);
    }

}
