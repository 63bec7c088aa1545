package com.example.shop.common.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// An event as bytes, the way it stands in the database's log.
///
/// First comes the number of the format, for after an update the events of the version before are still to be read.
/// Texts follow their length in bytes; the payload is the rest.
final class EventMessage {

    private static final byte FORMAT = 1;

    private static final int NO_TEXT = 0xFFFF;

    /// Format, id, time and version.
    private static final int FIXED = 1 + 16 + 12 + 8;

    private EventMessage() {
    }

    static byte[] write(NewEvent event) {
        byte[] type = bytes(event.type());
        byte[] aggregate = bytes(event.aggregate());
        byte @Nullable [] trace = (event.trace() == null) ? null : bytes(event.trace());
        int texts = 6 + type.length + aggregate.length + ((trace == null) ? 0 : trace.length);
        ByteBuffer message = ByteBuffer.allocate(FIXED + texts + event.payload().length);
        message.put(FORMAT);
        message.putLong(event.id().getMostSignificantBits());
        message.putLong(event.id().getLeastSignificantBits());
        message.putLong(event.createdAt().getEpochSecond());
        message.putInt(event.createdAt().getNano());
        message.putLong(event.version());
        putText(message, type);
        putText(message, aggregate);
        putText(message, trace);
        message.put(event.payload());
        return message.array();
    }

    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= NO_TEXT) {
            throw new IllegalArgumentException("Too long for an event: a text of %d bytes".formatted(bytes.length));
        }
        return bytes;
    }

    private static void putText(ByteBuffer message, byte @Nullable [] text) {
        if (text == null) {
            message.putShort((short) NO_TEXT);
            return;
        }
        message.putShort((short) text.length);
        message.put(text);
    }

    /// @param position where it stands in the log
    static OutboxRow read(long position, ByteBuffer message) {
        byte format = message.get();
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "The log has an event of format %d at %X; this version reads format %d alone".formatted(format,
                            position, FORMAT));
        }
        UUID id = new UUID(message.getLong(), message.getLong());
        Instant createdAt = Instant.ofEpochSecond(message.getLong(), message.getInt());
        long version = message.getLong();
        String type = required(text(message));
        String aggregate = required(text(message));
        String trace = text(message);
        byte[] payload = new byte[message.remaining()];
        message.get(payload);
        return new OutboxRow(position, id, type, aggregate, version, payload, trace, createdAt);
    }

    private static @Nullable String text(ByteBuffer message) {
        int length = Short.toUnsignedInt(message.getShort());
        if (length == NO_TEXT) {
            return null;
        }
        byte[] bytes = new byte[length];
        message.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String required(@Nullable String text) {
        if (text == null) {
            throw new IllegalStateException("An event in the log has no type or no aggregate");
        }
        return text;
    }

}
