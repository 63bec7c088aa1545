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
/// @param batchSize records that are fetched together, and handled in one transaction if their handlers allow it; their
/// offsets are committed together after the last
/// @param attempts how often an event is handled that its handler fails on, before it goes to the dead letters
/// @param retryPause between two of these attempts; the partition waits meanwhile
/// @param firstOutagePause after the first failure of the database; doubled with each further one, without an end to the
/// attempts
/// @param longestOutagePause the longest such pause
/// @param deadLetterTimeout how long writing a dead letter may take before it is tried anew
/// @param retention how long it is remembered that an event was handled; longer than Kafka keeps it
/// @param replayLimit how many dead letters are replayed by one request
/// @param replayTime after how long a replay stops and answers, having done a part
/// @param readTimeout how long listing dead letters waits for Kafka
@Validated
@ConfigurationProperties("inbox")
record InboxProperties(@DefaultValue("2") @Positive int concurrency, @DefaultValue("100") @Positive int batchSize,
        @DefaultValue("3") @Positive int attempts, @DefaultValue("1s") @DurationMin(millis = 1) Duration retryPause,
        @DefaultValue("250ms") @DurationMin(millis = 1) Duration firstOutagePause,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration longestOutagePause,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration deadLetterTimeout,
        @DefaultValue("8d") @DurationMin(millis = 1) Duration retention, @DefaultValue("500") @Positive int replayLimit,
        @DefaultValue("3s") @DurationMin(millis = 1) Duration replayTime,
        @DefaultValue("3s") @DurationMin(millis = 1) Duration readTimeout) {
}
