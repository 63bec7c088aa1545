package com.example.shop.order.placement;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long answers are remembered, and what a twin is told.
///
/// @param idempotencyRetention how long a repeated request gets its first answer
/// @param purgeInterval how often older answers are looked for
/// @param purgeBatch how many are forgotten in one statement
/// @param twinRetryAfter when a request whose twin is still running may ask again
@Validated
@ConfigurationProperties("order")
record PlacementProperties(@DefaultValue("24h") @NotNull Duration idempotencyRetention,
        @DefaultValue("1m") @NotNull Duration purgeInterval, @DefaultValue("500") @Positive int purgeBatch,
        @DefaultValue("1s") @NotNull Duration twinRetryAfter) {
}
