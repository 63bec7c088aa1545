package com.example.shop.common.messaging;

import java.time.Duration;

import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How topics are created, and how a service talks to its own database outside the pool.
///
/// @param partitions of each topic and of its dead-letter topic; cannot be lowered later, and raising it moves keys to
/// other partitions
/// @param replicas of each partition; -1 leaves it to the broker
/// @param retention how long Kafka keeps an event; a compacted topic keeps the newest of each key for ever
/// @param deadLetterRetention how long an operator has time for a dead letter
/// @param largestEvent what a topic takes; a dead-letter topic takes twice as much, for its records carry more headers
/// @param connectTimeout how long a connection outside the pool may take to open; the driver counts whole seconds
/// @param socketTimeout how long the database may stay silent on a connection outside the pool before it counts as lost
@Validated
@ConfigurationProperties("messaging")
public record MessagingProperties(@DefaultValue("6") @Positive int partitions, @DefaultValue("-1") short replicas,
        @DefaultValue("7d") Duration retention, @DefaultValue("30d") Duration deadLetterRetention,
        @DefaultValue("1MB") DataSize largestEvent,
        @DefaultValue("3s") @DurationMin(seconds = 1) Duration connectTimeout,
        @DefaultValue("10s") @DurationMin(seconds = 1) Duration socketTimeout) {

    /// What a dead-letter topic takes.
    public DataSize largestDeadLetter() {
        return DataSize.ofBytes(2 * this.largestEvent.toBytes());
    }

}
