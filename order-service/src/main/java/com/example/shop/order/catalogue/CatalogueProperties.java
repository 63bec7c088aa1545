package com.example.shop.order.catalogue;

import java.net.URI;
import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How inventory is asked. How often, how long in all and how many at once is set by the instances named `inventory`
/// under `resilience4j`.
///
/// @param inventoryAddress where inventory-service listens
/// @param inventoryConnectTimeout how long one call may take to connect
/// @param inventoryReadTimeout how long one call may wait for its answer
/// @param inventoryRetryAfter when a customer may try again after inventory did not answer
@Validated
@ConfigurationProperties("order")
record CatalogueProperties(@DefaultValue("http://localhost:8082") @NotNull URI inventoryAddress,
        @DefaultValue("500ms") @NotNull Duration inventoryConnectTimeout,
        @DefaultValue("1s") @NotNull Duration inventoryReadTimeout,
        @DefaultValue("5s") @NotNull Duration inventoryRetryAfter) {
}
