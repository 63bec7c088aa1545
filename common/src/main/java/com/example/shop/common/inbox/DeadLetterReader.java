package com.example.shop.common.inbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import com.example.shop.common.messaging.UsedTopics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Reads the dead letters of a topic that nobody has replayed, by partition and offset, up to those that are there when
/// it is opened.
final class DeadLetterReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;

    private final Deadline deadline;

    private final Deque<Range> ranges;

    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    private @Nullable Range assigned;

    private DeadLetterReader(Consumer<byte[], byte[]> consumer, Deadline deadline, List<Range> ranges) {
        this.consumer = consumer;
        this.deadline = deadline;
        this.ranges = new ArrayDeque<>(ranges);
    }

    /// @param replayedTo the next offset to replay of each partition
    /// @param after where to go on
    static DeadLetterReader open(Supplier<Consumer<byte[], byte[]>> consumers, String topic,
            Map<Integer, Long> replayedTo, DeadLetters.Place after, Duration timeout) {
        Consumer<byte[], byte[]> consumer = consumers.get();
        try {
            return new DeadLetterReader(consumer, Deadline.in(timeout),
                    ranges(consumer, topic, replayedTo, after, timeout));
        }
        catch (RuntimeException failure) {
            consumer.close();
            throw failure;
        }
    }

    private static List<Range> ranges(Consumer<byte[], byte[]> consumer, String topic, Map<Integer, Long> replayedTo,
            DeadLetters.Place after, Duration timeout) {
        List<PartitionInfo> infos = consumer.partitionsFor(UsedTopics.deadLettersOf(topic), timeout);
        if (infos == null) {
            return List.of();
        }
        List<TopicPartition> partitions = infos.stream()
            .filter(info -> info.partition() >= after.partition())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .sorted(Comparator.comparingInt(TopicPartition::partition))
            .toList();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, timeout);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, timeout);
        return partitions.stream()
            .map(partition -> Range
                .of(partition, first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L),
                        replayedTo.get(partition.partition()))
                .after(after))
            .filter(range -> range.from() < range.end())
            .toList();
    }

    /// Reads the next letter; empty after the last one.
    /// @throws TimeoutException if time ran out first
    Optional<ConsumerRecord<byte[], byte[]>> next() {
        while (this.fetched.isEmpty() && !this.ranges.isEmpty()) {
            checkTime();
            fetch(this.ranges.getFirst());
        }
        if (!this.fetched.isEmpty()) {
            checkTime();
        }
        return Optional.ofNullable(this.fetched.poll());
    }

    private void checkTime() {
        if (this.deadline.isOver()) {
            throw new TimeoutException("Kafka did not answer in time");
        }
    }

    private void fetch(Range range) {
        if (!range.equals(this.assigned)) {
            this.consumer.assign(List.of(range.partition()));
            this.consumer.seek(range.partition(), range.from());
            this.assigned = range;
        }
        for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(POLL)) {
            if (record.offset() < range.end()) {
                this.fetched.add(record);
            }
        }
        if (this.consumer.position(range.partition()) >= range.end()) {
            this.ranges.removeFirst();
        }
    }

    @Override
    public void close() {
        this.consumer.close();
    }

    private record Range(TopicPartition partition, long from, long end) {

        /// A position beyond the end belongs to a topic that was deleted and created
        /// again: all of the new one counts.
        static Range of(TopicPartition partition, long first, long end, @Nullable Long replayedTo) {
            long from = (replayedTo == null || replayedTo > end) ? first : Math.max(first, replayedTo);
            return new Range(partition, from, end);
        }

        Range after(DeadLetters.Place place) {
            return (this.partition.partition() == place.partition())
                    ? new Range(this.partition, Math.max(this.from, place.offset() + 1), this.end) : this;
        }

    }

    private record Deadline(long nanos) {

        static Deadline in(Duration time) {
            return new Deadline(System.nanoTime() + time.toNanos());
        }

        boolean isOver() {
            return System.nanoTime() - this.nanos >= 0;
        }

    }

}
