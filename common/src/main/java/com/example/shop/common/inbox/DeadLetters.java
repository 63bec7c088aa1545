package com.example.shop.common.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The records that this service moved to a dead-letter topic and that no operator has replayed.
public final class DeadLetters {

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
        try (DeadLetterReader reader = DeadLetterReader.open(this.consumers, topic, this.positions.apply(topic), after,
                this.timeout)) {
            Optional<ConsumerRecord<byte[], byte[]>> letter = reader.next();
            while (letter.isPresent() && letters.size() < limit) {
                letters.add(DeadLetter.of(letter.get()));
                letter = reader.next();
            }
            return new Found(letters, letter.isPresent());
        }
        catch (TimeoutException late) {
            if (letters.isEmpty()) {
                throw late;
            }
            return new Found(letters, true);
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
