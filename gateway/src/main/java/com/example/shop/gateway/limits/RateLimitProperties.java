package com.example.shop.gateway.limits;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How often one caller may ask. Counted in each gateway by itself.
///
/// @param subject requests with a valid token, per subject of the token
/// @param peer requests without one, or with a bad one, per address that the connection
/// comes from
/// @param tokens requests for a token, per address
/// @param refusedTokens requests for a token with a wrong secret, per address: guessing
/// becomes slow
/// @param callers as many are remembered; beyond that the longest idle are forgotten
@Validated
@ConfigurationProperties("gateway.rate-limit")
record RateLimitProperties(@DefaultValue @Valid @NotNull Subject subject, @DefaultValue @Valid @NotNull Peer peer,
        @DefaultValue @Valid @NotNull Tokens tokens, @DefaultValue @Valid @NotNull RefusedTokens refusedTokens,
        @DefaultValue("100000") @Positive int callers) {

    /// A bucket that holds `burst` requests and is refilled steadily with `perMinute`.
    sealed interface Rate permits Subject, Peer, Tokens, RefusedTokens {

        int burst();

        int perMinute();

    }

    record Subject(@DefaultValue("400") @Positive int burst,
            @DefaultValue("6000") @Positive int perMinute) implements Rate {
    }

    record Peer(@DefaultValue("1200") @Positive int burst,
            @DefaultValue("12000") @Positive int perMinute) implements Rate {
    }

    record Tokens(@DefaultValue("120") @Positive int burst,
            @DefaultValue("1200") @Positive int perMinute) implements Rate {
    }

    record RefusedTokens(@DefaultValue("20") @Positive int burst,
            @DefaultValue("12") @Positive int perMinute) implements Rate {
    }

}
