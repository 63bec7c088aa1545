package com.example.shop.common.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BatchErrorHandlerTest {

    private static final TopicPartition ONE = new TopicPartition("order.events", 0);

    private static final TopicPartition OTHER = new TopicPartition("order.events", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    private final List<ConsumerRecord<?, ?>> deadLetters = new ArrayList<>();

    private BatchErrorHandler handler = handler(3);

    private final ConsumerRecords<byte[], byte[]> batch = batch();

    @BeforeEach
    void fetch() {
        this.consumer.assign(Set.of(ONE, OTHER));
        this.consumer.seek(ONE, 3);
        this.consumer.seek(OTHER, 3);
    }

    @Test
    void what_was_handled_before_the_failure_is_committed_and_the_rest_is_fetched_anew() {
        failAgain(OTHER, 1, new IllegalStateException());

        assertThat(committed()).containsOnly(Map.entry(ONE, 3L), Map.entry(OTHER, 1L));
        assertThat(this.consumer.position(ONE)).isEqualTo(3);
        assertThat(this.consumer.position(OTHER)).isEqualTo(1);
        assertThat(this.deadLetters).isEmpty();
    }

    @Test
    void a_dead_letter_is_committed_and_the_next_record_is_fetched() {
        failAgain(ONE, 1, new IllegalStateException());
        failAgain(ONE, 1, new IllegalStateException());
        failAgain(ONE, 1, new IllegalStateException());

        assertThat(this.deadLetters).singleElement().isSameAs(record(ONE, 1));
        assertThat(committed()).containsOnly(Map.entry(ONE, 2L));
        assertThat(this.consumer.position(ONE)).isEqualTo(2);
        assertThat(this.consumer.position(OTHER)).isZero();
    }

    @Test
    void attempts_are_remembered_while_batches_without_the_record_succeed() {
        failAgain(ONE, 1, new IllegalStateException());
        this.handler.clearThreadState();
        failAgain(ONE, 1, new IllegalStateException());
        this.handler.clearThreadState();
        failAgain(ONE, 1, new IllegalStateException());

        assertThat(this.deadLetters).hasSize(1);
    }

    @Test
    void a_record_that_fails_after_an_outage_becomes_a_dead_letter() {
        failAgain(ONE, 1, new QueryTimeoutException("slow"));
        failAgain(ONE, 1, new IllegalStateException());
        failAgain(ONE, 1, new IllegalStateException());
        failAgain(ONE, 1, new IllegalStateException());

        assertThat(this.deadLetters).hasSize(1);
    }

    @Test
    void attempts_have_an_end_though_each_fails_with_another_exception() {
        failAgain(ONE, 1, new IllegalStateException());
        failAgain(ONE, 1, new UncheckedIOException(new IOException()));
        failAgain(ONE, 1, new IllegalStateException());

        assertThat(this.deadLetters).hasSize(1);
    }

    @Test
    void an_outage_makes_no_dead_letters_however_few_attempts_a_handler_has() {
        this.handler = handler(1);

        failAgain(ONE, 1, new QueryTimeoutException("slow"));

        assertThat(this.deadLetters).isEmpty();
        assertThat(this.consumer.position(ONE)).isEqualTo(1);
    }

    @Test
    void offsets_that_cannot_be_committed_are_no_failure_of_a_record() {
        AtomicBoolean handledAgain = new AtomicBoolean();

        this.handler.handleBatch(new CommitFailedException(), this.batch, this.consumer, container(),
                () -> handledAgain.set(true));

        assertThat(handledAgain).isFalse();
        assertThat(this.deadLetters).isEmpty();
        assertThat(this.consumer.position(ONE)).isEqualTo(3);
        assertThat(this.consumer.position(OTHER)).isEqualTo(3);
    }

    /// Spring's handler ends with an exception if there is something left to be fetched
    /// anew.
    private void failAgain(TopicPartition partition, int offset, RuntimeException failure) {
        assertThatExceptionOfType(
                NestedRuntimeException.class)
            .isThrownBy(
                    () -> this.handler
                        .handleBatch(
                                new ListenerExecutionFailedException("Listener failed",
                                        new BatchListenerFailedException("Not handled:", failure,
                                                record(partition, offset))),
                                this.batch, this.consumer, container(), () -> {
                                }));
    }

    private BatchErrorHandler handler(int attempts) {
        return new BatchErrorHandler((record, _) -> this.deadLetters.add(record),
                new InboxProperties(1, 10, attempts, Duration.ZERO, Duration.ofDays(8), 10),
                new InboxReport(new SimpleMeterRegistry()));
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        this.consumer.committed(Set.of(ONE, OTHER)).forEach((partition, committed) -> {
            if (committed != null) {
                offsets.put(partition, committed.offset());
            }
        });
        return offsets;
    }

    private ConsumerRecord<byte[], byte[]> record(TopicPartition partition, int offset) {
        return this.batch.records(partition).get(offset);
    }

    private static ConsumerRecords<byte[], byte[]> batch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        for (TopicPartition partition : List.of(ONE, OTHER)) {
            records.put(partition,
                    LongStream.range(0, 3)
                        .mapToObj(offset -> new ConsumerRecord<>(partition.topic(), partition.partition(), offset,
                                new byte[0], new byte[0]))
                        .toList());
        }
        return new ConsumerRecords<>(records, Map.of(ONE, new OffsetAndMetadata(3), OTHER, new OffsetAndMetadata(3)));
    }

    /// Never started: nothing sleeps for it.
    private static KafkaMessageListenerContainer<byte[], byte[]> container() {
        ContainerProperties properties = new ContainerProperties("order.events");
        properties.setSyncCommitTimeout(Duration.ofSeconds(1));
        return new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                properties);
    }

}
