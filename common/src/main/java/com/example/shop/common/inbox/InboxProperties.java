package com.example.shop.common.inbox;

import java.time.Duration;

import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How events are received.
///
/// @param concurrency consumers in this process; more than there are partitions would idle
/// @param batchSize how many records are fetched together and handled in one transaction
/// @param attempts how often an event that fails is fetched and tried before it is moved to the dead-letter topic
/// @param retryPause between two attempts, also while the database is unavailable; the consumer handles nothing else meanwhile
/// @param retention how long it is remembered that an event was handled; longer than Kafka keeps it
/// @param replayLimit how many dead letters one request replays at most
@Validated
@ConfigurationProperties("inbox")
record InboxProperties(@DefaultValue("2") @Positive int concurrency, @DefaultValue("100") @Positive int batchSize,
        @DefaultValue("3") @Positive int attempts, @DefaultValue("1s") @DurationMin(millis = 1) Duration retryPause,
        @DefaultValue("8d") @DurationMin(millis = 1) Duration retention,
        @DefaultValue("500") @Positive int replayLimit) {
}
