package com.example.shop.common.problem;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// The limits of what is read from the network.
///
/// @param maxBodySize a longer body is answered with 413
/// @param maxBodyTime how long a body may take to arrive, however small its pieces
/// @param maxBodyMemory what the bodies of all requests may take up together; beyond it they are answered with 503
@Validated
@ConfigurationProperties("http")
record HttpProperties(@DefaultValue("64KB") @NotNull DataSize maxBodySize,
        @DefaultValue("10s") @NotNull @DurationMin(millis = 1) Duration maxBodyTime,
        @DefaultValue("16MB") @NotNull DataSize maxBodyMemory) {

    HttpProperties {
        if (maxBodySize.toBytes() < 1 || maxBodyMemory.compareTo(maxBodySize) < 0) {
            throw new IllegalArgumentException(
                    "http.max-body-size must be at least 1 byte, and fit into max-body-memory");
        }
    }

}
