package com.example.shop.order.decision;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the clock of the saga ticks.
///
/// @param clockInterval how often overdue orders are looked for
/// @param clockBatch how many are looked for at a time
/// @param clockStart how long after the start it ticks first, so that answers which
/// waited in Kafka are heard before it
@Validated
@ConfigurationProperties("order")
record DecisionProperties(@DefaultValue("1s") @NotNull Duration clockInterval,
        @DefaultValue("100") @Positive int clockBatch, @DefaultValue("10s") @NotNull Duration clockStart) {
}
