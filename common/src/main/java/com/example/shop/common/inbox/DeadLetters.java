package com.example.shop.common.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.example.shop.common.messaging.UsedTopics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The records of a dead-letter topic, whichever consumer moved them there, that this service has not replayed.
public final class DeadLetters {

    private static final Duration POLL = Duration.ofMillis(200);

    private static final int LONGEST_TEXT = 300;

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private final Function<String, Map<Integer, Long>> positions;

    private final Duration timeout;

    /// @param positions the next offset to replay of each partition, by topic
    DeadLetters(Supplier<Consumer<byte[], byte[]>> consumers, Function<String, Map<Integer, Long>> positions,
            Duration timeout) {
        this.consumers = consumers;
        this.positions = positions;
        this.timeout = timeout;
    }

    /// Finds dead letters of a topic, by partition and offset. If Kafka is slow, these
    /// may be fewer than there are.
    /// @param after where the page before ended
    /// @throws org.apache.kafka.common.KafkaException if Kafka cannot be reached
    public Found find(String topic, Place after, int limit) {
        List<DeadLetter> letters = new ArrayList<>();
        try {
            read(topic, after, letter -> {
                letters.add(DeadLetter.of(letter));
                return letters.size() <= limit;
            });
        }
        catch (TimeoutException late) {
            if (letters.isEmpty()) {
                throw late;
            }
            return new Found(letters, true);
        }
        boolean more = letters.size() > limit;
        return new Found(more ? letters.subList(0, limit) : letters, more);
    }

    /// Reads the dead letters that are there now, until the reader wants no more.
    /// @param reader returns whether it wants more
    /// @throws TimeoutException if time ran out first
    void read(String topic, Place after, Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        long deadline = System.nanoTime() + this.timeout.toNanos();
        Map<Integer, Long> replayedTo = this.positions.apply(topic);
        try (Consumer<byte[], byte[]> consumer = this.consumers.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(UsedTopics.deadLettersOf(topic))
                .stream()
                .filter(info -> info.partition() >= after.partition())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            boolean wantsMore = true;
            for (int i = 0; wantsMore && i < partitions.size(); i++) {
                TopicPartition partition = partitions.get(i);
                long end = ends.getOrDefault(partition, 0L);
                long next = replayedTo.getOrDefault(partition.partition(), 0L);
                // A position beyond the end belongs to a topic that was deleted and
                // created again.
                long unreplayed = Math.max(first.getOrDefault(partition, 0L), (next <= end) ? next : 0);
                long from = (partition.partition() == after.partition()) ? Math.max(unreplayed, after.offset() + 1)
                        : unreplayed;
                consumer.assign(List.of(partition));
                consumer.seek(partition, from);
                wantsMore = read(consumer, partition, end, deadline, reader);
            }
        }
    }

    private static boolean read(Consumer<byte[], byte[]> consumer, TopicPartition partition, long end, long deadline,
            Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        while (consumer.position(partition) < end) {
            checkTime(deadline);
            for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
                checkTime(deadline);
                if (letter.offset() < end && !reader.test(letter)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void checkTime(long deadline) {
        if (System.nanoTime() - deadline >= 0) {
            throw new TimeoutException("Kafka did not answer in time");
        }
    }

    /// @param more whether there are more after these, as far as one can tell
    public record Found(List<DeadLetter> letters, boolean more) {

        public Found {
            letters = List.copyOf(letters);
        }

    }

    /// Where a dead letter lies in its topic.
    public record Place(int partition, long offset) {

        public static final Place BEFORE_ALL = new Place(-1, -1);

    }

    /// A dead letter, as far as it can be read.
    public record DeadLetter(@Nullable String id, @Nullable String type, @Nullable String key, int partition,
            long offset, @Nullable String failedAt, @Nullable String reason) {

        static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
            return new DeadLetter(header(record, "ce_id"), header(record, "ce_type"), text(record.key()),
                    record.partition(), record.offset(), header(record, DeadLetterRecoverer.FAILED_AT),
                    header(record, DeadLetterRecoverer.REASON));
        }

        private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
            Header header = record.headers().lastHeader(name);
            return (header == null) ? null : text(header.value());
        }

        private static @Nullable String text(byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return (text.length() <= LONGEST_TEXT) ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
        }

    }

}
