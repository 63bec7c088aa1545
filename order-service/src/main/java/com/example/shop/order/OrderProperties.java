package com.example.shop.order;

import java.net.URI;
import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param replyDeadline how long an order waits for a reply event of inventory before it is cancelled
/// @param inventoryAddress address of inventory-service; `application.yml` passes it to the HTTP client and sets its
/// timeouts
@Validated
@ConfigurationProperties("order")
record OrderProperties(@DefaultValue("2m") @DurationMin(millis = 1) Duration replyDeadline,
        @DefaultValue("http://localhost:8082") URI inventoryAddress) {
}
