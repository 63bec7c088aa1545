package com.example.shop.gateway.exchange;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How long and how much the gateway takes from a service.
///
/// @param timeLimit from the last byte of the request to the last byte of the answer, all
/// attempts together
/// @param connectTimeout until the connection to a service stands
/// @param answerSize the largest body a service may answer with: as much is held in memory
@Validated
@ConfigurationProperties("gateway")
public record ExchangeProperties(@DefaultValue("5s") @NotNull @DurationMin(millis = 1) Duration timeLimit,
        @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("4MB") @NotNull DataSize answerSize) {

}
