package com.example.shop.common;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What requests and events share, Jackson's defaults among it: a default that changes is seen here.
class StrictJsonTest {

    private static final JsonMapper JSON = StrictJson.configure(JsonMapper.builder()).build();

    enum Colour {

        RED, BLUE

    }

    record Sample(@Nullable String text, @Nullable Integer number, @Nullable BigDecimal amount, @Nullable Boolean flag,
            @Nullable Colour colour, @Nullable List<String> list) {
    }

    static Stream<String> refused() {
        return Stream.of("{\"number\":1}{}", "{\"number\":1} x", "{\"number\":1.0}", "{\"number\":\"1\"}",
                "{\"number\":\"\"}", "{\"number\":true}", "{\"number\":1,\"number\":2}", "{\"flag\":\"true\"}",
                "{\"flag\":1}", "{\"text\":1}", "{\"text\":1.5}", "{\"text\":true}", "{\"text\":\"\\u0000\"}",
                "{\"text\":\"\\ud800\"}", "{\"amount\":12.5}", "{\"amount\":12}", "{\"amount\":\"1e3\"}",
                "{\"amount\":\"\"}", "{\"colour\":0}", "{\"colour\":\"\"}", "{\"colour\":\"red\"}", "{\"list\":\"a\"}",
                "{\"list\":\"\"}", "\"\"", "[]", "{'number':1}", "{\"number\":01}", "{\"number\":NaN}",
                "{\"number\":1,}", "{/**/}");
    }

    @ParameterizedTest
    @MethodSource
    void refused(String json) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JSON.readValue(json, Sample.class));
    }

    record Count(int value) {
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"value\":null}", "{}" })
    void a_primitive_is_never_left_at_zero(String json) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JSON.readValue(json, Count.class));
    }

    @ParameterizedTest
    @ValueSource(strings = { "12.50", "-0.01", "1000", "999999999999999999.999999999999999999" })
    void an_amount_comes_back_as_the_string_it_was(String amount) {
        String json = "{\"amount\":\"" + amount + "\"}";

        assertThat(JSON.writeValueAsString(JSON.readValue(json, Sample.class)))
            .contains("\"amount\":\"" + amount + "\"");
    }

    @Test
    void an_amount_is_never_written_with_an_exponent() {
        assertThat(JSON.writeValueAsString(new BigDecimal("1E+3"))).isEqualTo("\"1000\"");
    }

    @Test
    void unknown_fields_are_ignored_unless_the_reader_says_otherwise() {
        assertThat(JSON.readValue("{\"new\":1,\"text\":\"\"}", Sample.class))
            .isEqualTo(new Sample("", null, null, null, null, null));
    }

}
