package com.example.shop.gateway.issuer;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The demo provider's settings.
///
/// @param keyFile where the key that signs tokens is kept, as a JSON Web Key; made at the
/// first start. Gateways that share the file accept each other's tokens
/// @param tokenLifetime how long a token is valid, and so how long a withdrawn right still
/// works
@Validated
@ConfigurationProperties("gateway.issuer")
record IssuerProperties(@DefaultValue(".local/gateway/issuer-key.json") @NotNull Path keyFile,
        @DefaultValue("5m") @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration tokenLifetime) {

}
