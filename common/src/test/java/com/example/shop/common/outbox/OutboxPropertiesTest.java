package com.example.shop.common.outbox;

import java.util.Map;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxPropertiesTest {

    private static final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

    @Test
    void the_defaults_are_valid() {
        assertThat(validator.validate(OutboxSettings.defaults())).isEmpty();
    }

    @Test
    void the_lease_must_be_three_times_the_poll_interval() {
        OutboxProperties settings = OutboxSettings.of(Map.of("outbox.poll-interval", "4s"));

        assertThat(validator.validate(settings)).singleElement()
            .satisfies(violation -> assertThat(violation.getMessage()).startsWith("outbox.lease must be at least"));
    }

    @ParameterizedTest
    @CsvSource({ "batch-size, 0", "poll-interval, 0s", "poll-interval, -1s", "lease, 4s", "attempts, 0",
            "backlog-limit, -1", "backlog-age-limit, -1s" })
    void a_value_that_would_stop_the_relay_or_let_it_spin_is_refused(String setting, String value) {
        OutboxProperties settings = OutboxSettings.of(Map.of("outbox." + setting, value));

        assertThat(validator.validate(settings)).isNotEmpty();
    }

}
