package com.example.shop.gateway.routes;

import java.net.URI;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the services are: scheme, host and port, without a path.
///
/// @param order address of order-service
/// @param inventory address of inventory-service
@Validated
@ConfigurationProperties("gateway.services")
record ServicesProperties(@DefaultValue("http://localhost:8081") @NotNull URI order,
        @DefaultValue("http://localhost:8082") @NotNull URI inventory) {

    URI addressOf(Service service) {
        return switch (service) {
            case ORDER -> this.order;
            case INVENTORY -> this.inventory;
        };
    }

}
