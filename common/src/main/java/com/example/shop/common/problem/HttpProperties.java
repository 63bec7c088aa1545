package com.example.shop.common.problem;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// The limits of what is read from the network.
///
/// @param maxBodySize a longer body is answered with 413
/// @param maxBodyTime how long a body may take to arrive, however small its pieces
/// @param maxBodyMemory what the bodies of all requests may take up together; beyond it they are answered with 503
/// @param maxHeaderCount more headers are answered with 400
/// @param retryAfter `Retry-After` of a 503 or 504 that has none
@Validated
@ConfigurationProperties("http")
record HttpProperties(@DefaultValue("64KB") @NotNull DataSize maxBodySize,
        @DefaultValue("10s") @NotNull Duration maxBodyTime, @DefaultValue("16MB") @NotNull DataSize maxBodyMemory,
        @DefaultValue("100") @Min(1) int maxHeaderCount, @DefaultValue("2s") @NotNull Duration retryAfter) {
}
