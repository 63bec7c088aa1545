package com.example.shop.common.idempotency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyKeyTest {

    @ParameterizedTest
    @ValueSource(strings = { "8e03978e-40d5-43e8-bc93-6894a57f9324", "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"" })
    void quoted_or_bare_it_is_the_same_key(String header) {
        assertThat(IdempotencyKey.parse(header)).contains(new IdempotencyKey("8e03978e-40d5-43e8-bc93-6894a57f9324"));
    }

    @Test
    void a_key_of_255_characters_is_the_longest() {
        assertThat(IdempotencyKey.parse("k".repeat(255))).isPresent();
        assertThat(IdempotencyKey.parse("\"" + "k".repeat(255) + "\"")).isPresent();
        assertThat(IdempotencyKey.parse("k".repeat(256))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\"\"", " ", "a b", "a\tb", "a\u0000", "a\r\nb", "ä", "\u007f" })
    void a_key_that_cannot_be_used_is_none(String header) {
        assertThat(IdempotencyKey.parse(header)).isEmpty();
    }

}
