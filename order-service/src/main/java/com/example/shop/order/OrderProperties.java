package com.example.shop.order;

import java.net.URI;
import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param answerDeadline how long an order waits for inventory before it ends by itself
/// @param inventoryAddress where inventory-service listens; `application.yml` passes it on to the HTTP client, whose
/// time-outs stand there
@Validated
@ConfigurationProperties("order")
record OrderProperties(@DefaultValue("2m") @DurationMin(millis = 1) Duration answerDeadline,
        @DefaultValue("http://localhost:8082") URI inventoryAddress) {
}
