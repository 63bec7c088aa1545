package com.example.shop.common.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import com.example.shop.common.messaging.UsedTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.SingleRecordHeader;
import org.springframework.util.unit.DataSize;

/// Moves records that failed for good to the dead-letter topic: key, content and headers unchanged, to the partition with
/// the same number, with headers that say what happened. Spring's own headers would show callers' data, class names and
/// stack traces.
final class DeadLetterRecoverer implements ConsumerRecordRecoverer, AutoCloseable {

    static final String REASON = "dead-letter-reason";

    static final String FAILED_AT = "dead-letter-failed-at";

    private static final String ATTEMPTS = "dead-letter-attempts";

    private static final String CONSUMER = "dead-letter-consumer";

    private static final String ORIGINAL_PARTITION = "dead-letter-original-partition";

    private static final String ORIGINAL_OFFSET = "dead-letter-original-offset";

    /// More than the largest dead letter: Kafka's own limit counts headers and key too.
    private static final int ROOM_FOR_HEADERS = 16 * 1024;

    private static final int TIMEOUT_MILLIS = 5000;

    private final KafkaTemplate<byte[], byte[]> kafka;

    private final DeadLetterPublishingRecoverer publisher;

    private final InboxProperties settings;

    private final InboxReport report;

    private final String consumer;

    private final Clock clock;

    DeadLetterRecoverer(ProducerFactory<byte[], byte[]> producers, DataSize largestRecord, InboxProperties settings,
            InboxReport report, String consumer, Clock clock) {
        this.kafka = new KafkaTemplate<>(producers, producerSettings(largestRecord));
        this.publisher = new DeadLetterPublishingRecoverer(this.kafka,
                (record, _) -> new TopicPartition(UsedTopics.deadLettersOf(record.topic()), record.partition()));
        this.publisher.excludeHeader(HeadersToAdd.values());
        // Otherwise a record would go to any partition where its own is missing.
        this.publisher.setVerifyPartition(false);
        this.publisher.setHeadersFunction(this::headers);
        this.settings = settings;
        this.report = report;
        this.consumer = consumer;
        this.clock = clock;
    }

    private static Map<String, Object> producerSettings(DataSize largestRecord) {
        return Map.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class, //
                ProducerConfig.ACKS_CONFIG, "all", //
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, //
                ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS, //
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS, //
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2, //
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(largestRecord.toBytes()) + ROOM_FOR_HEADERS);
    }

    /// Returns when Kafka has the record.
    /// @throws org.springframework.kafka.KafkaException if Kafka does not take it
    @Override
    public void accept(ConsumerRecord<?, ?> record, Exception failure) {
        this.publisher.accept(record, null, failure);
        this.report.deadLetter(record, failure, attempts(record, failure));
    }

    private Headers headers(ConsumerRecord<?, ?> record, Exception failure) {
        Map<String, String> values = new HashMap<>(
                Map.of(REASON, Failures.reason(failure), ATTEMPTS, String.valueOf(attempts(record, failure)), FAILED_AT,
                        this.clock.instant().toString(), CONSUMER, this.consumer));
        // A letter that fails again keeps its original place.
        if (!isReplayed(record)) {
            values.put(ORIGINAL_PARTITION, String.valueOf(record.partition()));
            values.put(ORIGINAL_OFFSET, String.valueOf(record.offset()));
        }
        Headers headers = new RecordHeaders();
        // Each replaces a header of its name.
        values.forEach(
                (name, value) -> headers.add(new SingleRecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        return headers;
    }

    private int attempts(ConsumerRecord<?, ?> record, Exception failure) {
        return (isReplayed(record) || Failures.of(failure) == Failures.UNREADABLE) ? 1 : this.settings.attempts();
    }

    private static boolean isReplayed(ConsumerRecord<?, ?> record) {
        return record.headers().lastHeader(ORIGINAL_OFFSET) != null;
    }

    @Override
    public void close() {
        this.kafka.destroy();
    }

}
