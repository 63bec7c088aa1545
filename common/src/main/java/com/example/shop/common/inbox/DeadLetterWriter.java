package com.example.shop.common.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.messaging.ServiceName;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/// Writes records that had to be given up on to the dead-letter topic: key, content and headers as they came, the same
/// number of partition, and headers that say what happened. Returns when Kafka has it; else the record is not done with.
class DeadLetterWriter implements DisposableBean {

    static final String REASON = "dead-letter-reason";

    static final String ATTEMPTS = "dead-letter-attempts";

    static final String FAILED_AT = "dead-letter-failed-at";

    static final String CONSUMER = "dead-letter-consumer";

    static final String ORIGINAL_PARTITION = "dead-letter-original-partition";

    static final String ORIGINAL_OFFSET = "dead-letter-original-offset";

    private static final Logger log = LoggerFactory.getLogger(DeadLetterWriter.class);

    private final Supplier<Producer<byte[], byte[]>> producers;

    private final InboxProperties settings;

    private final InboxMetrics metrics;

    private final ServiceName consumer;

    private final Clock clock;

    private @Nullable Producer<byte[], byte[]> producer;

    /// @param producers asked once, before the first dead letter: few services ever write
    /// one, and Kafka need not be there when they start
    DeadLetterWriter(Supplier<Producer<byte[], byte[]>> producers, InboxProperties settings, InboxMetrics metrics,
            ServiceName consumer, Clock clock) {
        this.producers = producers;
        this.settings = settings;
        this.metrics = metrics;
        this.consumer = consumer;
        this.clock = clock;
    }

    /// @param topic the topic that the record was sent to as an event
    /// @throws KafkaException if Kafka does not take it
    void write(ConsumerRecord<byte[], byte[]> record, String topic, Throwable failure) {
        String reason = Failures.reason(failure);
        int attempts = (Failures.of(failure) == Failures.UNREADABLE) ? 1 : this.settings.attempts();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.deadLettersOf(topic), record.partition(),
                record.key(), record.value(), record.headers());
        Map.of(REASON, reason, ATTEMPTS, String.valueOf(attempts), FAILED_AT, this.clock.instant().toString(), CONSUMER,
                this.consumer.value())
            .forEach((name, value) -> replace(letter.headers(), name, value));
        if (letter.headers().lastHeader(ORIGINAL_OFFSET) == null) {
            replace(letter.headers(), ORIGINAL_PARTITION, String.valueOf(record.partition()));
            replace(letter.headers(), ORIGINAL_OFFSET, String.valueOf(record.offset()));
        }
        send(letter);
        this.metrics.deadLetter(topic);
        log.error("Record {}-{}@{} is a dead letter after {} attempts: {}", record.topic(), record.partition(),
                record.offset(), attempts, reason, failure);
    }

    private static void replace(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void send(ProducerRecord<byte[], byte[]> letter) {
        try {
            producer().send(letter).get(this.settings.deadLetterTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (ExecutionException | TimeoutException failure) {
            throw new KafkaException("The dead letter cannot be written", failure);
        }
        catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new KafkaException("The dead letter was not written before the stop", interruption);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = this.producer;
        if (current == null) {
            current = this.producers.get();
            this.producer = current;
        }
        return current;
    }

    @Override
    public synchronized void destroy() {
        if (this.producer != null) {
            this.producer.close(this.settings.deadLetterTimeout());
        }
    }

}
