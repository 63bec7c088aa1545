package com.example.shop.gateway.limits;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How often one caller may ask: a bucket holds `burst` requests and is refilled steadily with `per-minute`. Counted in
/// each gateway by itself.
///
/// @param subject requests with a valid token, per subject of the token
/// @param peer requests without one, or with a bad one, per address that the connection
/// comes from
/// @param tokens requests for a token, per address
@Validated
@ConfigurationProperties("gateway.rate-limit")
record RateLimitProperties(@DefaultValue @Valid @NotNull Subject subject, @DefaultValue @Valid @NotNull Peer peer,
        @DefaultValue @Valid @NotNull Tokens tokens) {

    record Subject(@DefaultValue("400") @Positive int burst, @DefaultValue("6000") @Positive int perMinute) {
    }

    record Peer(@DefaultValue("1200") @Positive int burst, @DefaultValue("12000") @Positive int perMinute) {
    }

    record Tokens(@DefaultValue("120") @Positive int burst, @DefaultValue("1200") @Positive int perMinute) {
    }

}
