package com.example.shop.gateway.forwarding;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How long a service may take, and how much it may send.
///
/// @param timeLimit from the last byte of the request to the last byte of the response, all
/// attempts together
/// @param connectTimeout until the connection to a service is open
/// @param maxResponseSize the largest body a service may send: as much is held in memory
@Validated
@ConfigurationProperties("gateway")
record ForwardingProperties(@DefaultValue("5s") @NotNull @DurationMin(millis = 1) Duration timeLimit,
        @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("4MB") @NotNull DataSize maxResponseSize) {

    ForwardingProperties {
        if (maxResponseSize.toBytes() < 1) {
            throw new IllegalArgumentException("gateway.max-response-size must be at least 1 byte");
        }
    }

}
