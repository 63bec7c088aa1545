package com.example.shop.common.outbox;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// An event that was appended, ready to be written: its content is bytes already, so that a contract that cannot be
/// spelled in JSON fails where it is appended.
record NewEvent(UUID id, String type, String aggregate, long version, byte[] payload, @Nullable String trace,
        Instant createdAt) {
}
