package com.example.shop.common.outbox;

import java.time.Duration;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the relay works.
///
/// @param batchSize rows that are read and sent together; up to two batches are in flight
/// @param pollInterval how long the relay sleeps if nobody wakes it: the safety net behind the wake-up calls
/// @param lease a leader that is silent towards the database for this long loses the leadership; also limits how long one
/// event is sent, with all retries. At least 5s, and three times the poll interval
/// @param attempts how often a row is sent that Kafka refuses because of its content, before it is parked
/// @param backlogLimit how many events may be pending; beyond that, appending is refused, and a request gets 503, until
/// fewer are. Zero for no limit
/// @param backlogAgeLimit how long the oldest event may be pending before the same happens as with too many; one behind a
/// parked event does not count. Zero for no limit
@Validated
@ConfigurationProperties("outbox")
record OutboxProperties(@DefaultValue("4000") @Positive int batchSize,
        @DefaultValue("500ms") @DurationMin(millis = 10) Duration pollInterval,
        @DefaultValue("10s") @DurationMin(seconds = 5) Duration lease, @DefaultValue("3") @Positive int attempts,
        @DefaultValue("0") @PositiveOrZero int backlogLimit,
        @DefaultValue("0s") @DurationMin Duration backlogAgeLimit) {

    /// How often a leader that waits for Kafka renews its lease.
    Duration heartbeat() {
        return this.lease.dividedBy(3);
    }

    /// How long one event is sent, with all retries. Shorter than the lease: a leader
    /// that wakes after its lease finds its records expired.
    Duration deliveryTimeout() {
        return this.lease.multipliedBy(4).dividedBy(5);
    }

    /// How long the relay, and never a request, waits for the broker's metadata or for
    /// room in the producer's buffer. Together with a heartbeat still within the lease.
    Duration maxBlock() {
        return this.lease.dividedBy(2);
    }

    @AssertTrue(message = "outbox.lease must be at least three times outbox.poll-interval")
    boolean isLeaseLongEnough() {
        return this.pollInterval.compareTo(heartbeat()) <= 0;
    }

}
