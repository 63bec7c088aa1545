package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.stream.Stream;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How the relay works.
///
/// @param batchSize rows that are read and sent together; up to two batches are under way
/// @param batchBytes a batch ends with the row that reaches this size, so that memory stays flat and Kafka's buffer holds
/// all that is under way
/// @param pollInterval how long the relay sleeps if nobody wakes it: the safety net under the wake-up calls
/// @param breather how long the relay pauses after a round that found no more, once there are many events
/// @param breatherFrom so many events a second are many: from there on the pause grows, and with twice as many it is a
/// whole breather
/// @param takeoverInterval how often a relay that does not lead asks whether the leader is gone
/// @param lease a leader that did not talk to the database for so long has lost its lead; the database sees to it
/// @param deliveryTimeout how long one sending may take with all its retries; shorter than the lease, so that a relay
/// that wakes from a long pause finds its records expired
/// @param maxBlock how long the relay, and never a request, waits for the broker's metadata or for room in the buffer
/// @param firstBackoff pause after the first failure to reach the broker or the database; doubled with each further one
/// @param longestBackoff the longest such pause
/// @param attempts how often a row is sent that Kafka refuses for its own sake, before it is parked
/// @param backlogLimit how many events may wait; beyond that, whoever appends one is refused, and a request answered with
/// 503, until fewer wait. Zero for no limit
/// @param backlogAgeLimit how long the oldest event may wait before the same happens as with too many; one behind a parked
/// event does not count. Zero for no limit
@Validated
@ConfigurationProperties("outbox")
record OutboxProperties(@DefaultValue("4000") @Positive int batchSize, @DefaultValue("8MB") DataSize batchBytes,
        @DefaultValue("500ms") Duration pollInterval, @DefaultValue("20ms") Duration breather,
        @DefaultValue("250") @Positive int breatherFrom, @DefaultValue("1s") Duration takeoverInterval,
        @DefaultValue("10s") Duration lease, @DefaultValue("8s") Duration deliveryTimeout,
        @DefaultValue("5s") Duration maxBlock, @DefaultValue("100ms") Duration firstBackoff,
        @DefaultValue("2s") Duration longestBackoff, @DefaultValue("3") @Positive int attempts,
        @DefaultValue("0") @PositiveOrZero int backlogLimit, @DefaultValue("0s") Duration backlogAgeLimit) {

    /// How often a leader that waits for Kafka renews its lease.
    Duration heartbeat() {
        return this.lease.dividedBy(3);
    }

    @AssertTrue(message = "outbox.lease must be longer than each of the outbox's other durations")
    boolean isLeaseLongEnough() {
        return Stream
            .of(this.deliveryTimeout, this.maxBlock, this.pollInterval, this.takeoverInterval, this.longestBackoff)
            .allMatch(duration -> duration.compareTo(this.lease) < 0);
    }

}
