package com.example.shop.common.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Whose tokens are accepted, and what is open without one.
///
/// @param issuer must equal the token's `iss` to the letter
/// @param jwkSetUri where the issuer's keys are; asked of the issuer (OpenID Connect discovery) when not given
/// @param audience must be among the token's `aud`
/// @param publicReads path patterns that anybody may GET
/// @param clockSkew how far the issuer's clock and ours may differ
/// @param keysRefresh how long keys are used before they are fetched again; a withdrawn key is refused after that and the pause, at the latest
/// @param keysPause between two fetches, limits fetches caused by unknown key ids
/// @param keysOutage how long known keys are used while the issuer cannot be reached
/// @param keysTimeout to connect to the issuer, and to read its response; at most half of `keys-refresh`
@Validated
@ConfigurationProperties("security")
record SecurityProperties(@DefaultValue("http://localhost:8080") @NotNull URI issuer, @Nullable URI jwkSetUri,
        @DefaultValue("orderly") @NotBlank String audience, @DefaultValue List<String> publicReads,
        @DefaultValue("10s") @NotNull Duration clockSkew, @DefaultValue("5m") @NotNull Duration keysRefresh,
        @DefaultValue("10s") @NotNull Duration keysPause, @DefaultValue("1h") @NotNull Duration keysOutage,
        @DefaultValue("2s") @NotNull Duration keysTimeout) {
}
