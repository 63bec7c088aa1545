package com.example.shop.common.idempotency;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param retention how long a repeated request gets the stored response
@Validated
@ConfigurationProperties("idempotency")
record IdempotencyProperties(@DefaultValue("24h") @DurationMin(minutes = 1) Duration retention) {
}
