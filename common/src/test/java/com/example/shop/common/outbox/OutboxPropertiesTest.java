package com.example.shop.common.outbox;

import java.util.Map;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxPropertiesTest {

    private static final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

    @Test
    void the_defaults_are_valid() {
        assertThat(validator.validate(OutboxSettings.defaults())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "delivery-timeout", "max-block", "poll-interval", "takeover-interval", "longest-backoff" })
    void nothing_may_take_longer_than_the_lease(String setting) {
        OutboxProperties settings = OutboxSettings.of(Map.of("outbox." + setting, "10s"));

        assertThat(validator.validate(settings)).singleElement()
            .satisfies(violation -> assertThat(violation.getMessage()).startsWith("outbox.lease must be longer"));
    }

}
