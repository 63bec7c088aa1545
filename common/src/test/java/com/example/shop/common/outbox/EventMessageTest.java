package com.example.shop.common.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EventMessageTest {

    private static final UUID ID = UUID.fromString("01a20684-053a-755f-bd88-0ded1272d838");

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" })
    void what_is_written_is_read(@Nullable String trace) {
        byte[] payload = "{\"note\":\"grün\"}".getBytes(StandardCharsets.UTF_8);
        Instant createdAt = Instant.parse("2026-11-23T12:00:00.123456789Z");

        byte[] message = EventMessage
            .write(new NewEvent(ID, "order.v1.OrderPlaced", "größe-7", Long.MAX_VALUE, payload, trace, createdAt));

        OutboxRow row = EventMessage.read(42, ByteBuffer.wrap(message));
        assertThat(row.payload()).isEqualTo(payload);
        assertThat(row).isEqualTo(new OutboxRow(42, ID, "order.v1.OrderPlaced", "größe-7", Long.MAX_VALUE,
                row.payload(), trace, createdAt));
    }

    /// What one version wrote is read by the next one: only a new format may look
    /// different.
    @Test
    void the_format_stays_as_it_is() {
        byte[] message = EventMessage
            .write(new NewEvent(ID, "t", "a", 7, new byte[] { 1, 2 }, null, Instant.ofEpochSecond(1, 2)));

        assertThat(HexFormat.of().formatHex(message)).isEqualTo("01" + "01a20684053a755fbd880ded1272d838"
                + "0000000000000001" + "00000002" + "0000000000000007" + "000174" + "000161" + "ffff" + "0102");
    }

    @Test
    void an_event_may_be_anywhere_in_a_message() {
        byte[] event = EventMessage.write(new NewEvent(ID, "t", "a", 7, new byte[] { 1, 2 }, null, Instant.EPOCH));
        ByteBuffer message = ByteBuffer.allocate(3 + event.length).put(new byte[3]).put(event).position(3);

        assertThat(EventMessage.read(1, message).payload()).containsExactly(1, 2);
    }

    @Test
    void a_format_of_a_later_version_is_not_guessed_at() {
        byte[] message = EventMessage.write(new NewEvent(ID, "t", "a", 7, new byte[0], null, Instant.EPOCH));
        message[0] = 2;

        assertThatIllegalStateException().isThrownBy(() -> EventMessage.read(255, ByteBuffer.wrap(message)))
            .withMessage("The log has an event of format 2 at FF; this version reads format 1 alone");
    }

    @Test
    void a_text_that_does_not_fit_is_refused_where_it_is_written() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventMessage
            .write(new NewEvent(ID, "t", "a".repeat(65_535), 7, new byte[0], null, Instant.EPOCH)));
    }

}
