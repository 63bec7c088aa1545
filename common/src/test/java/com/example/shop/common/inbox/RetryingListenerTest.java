package com.example.shop.common.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.Acknowledgment;

import static org.assertj.core.api.Assertions.assertThat;

class RetryingListenerTest {

    private static final Duration PAUSE = Duration.ofMillis(70);

    private final List<ConsumerRecord<byte[], byte[]>> ofOnePartition = records(0);

    private final List<ConsumerRecord<byte[], byte[]>> ofTheOther = records(1);

    private final List<ConsumerRecord<byte[], byte[]>> batch = Stream.of(this.ofOnePartition, this.ofTheOther)
        .flatMap(List::stream)
        .toList();

    private final List<ConsumerRecord<?, ?>> deadLetters = new ArrayList<>();

    private boolean kafkaTakesDeadLetters = true;

    private @Nullable BatchListenerFailedException failure;

    private RetryingListener listener = listener(3);

    @Test
    void what_was_handled_before_the_failure_is_acknowledged_and_the_rest_is_fetched_again_after_a_pause() {
        Progress progress = failAt(4, new IllegalStateException());

        assertThat(progress).isEqualTo(new Progress(4, PAUSE));
        assertThat(this.deadLetters).isEmpty();
    }

    @Test
    void a_batch_that_is_handled_is_acknowledged() {
        assertThat(handle(this.batch)).isEqualTo(Progress.ALL);
    }

    @Test
    void behind_a_dead_letter_the_next_record_is_fetched_at_once() {
        failAt(1, new IllegalStateException());
        failAt(1, new IllegalStateException());
        Progress progress = failAt(1, new IllegalStateException());

        assertThat(this.deadLetters).singleElement().isSameAs(this.batch.get(1));
        assertThat(progress).isEqualTo(new Progress(2, Duration.ZERO));
    }

    @Test
    void a_dead_letter_at_the_end_of_a_batch_is_acknowledged_with_it() {
        this.listener = listener(1);

        assertThat(failAt(5, new IllegalStateException())).isEqualTo(Progress.ALL);
        assertThat(this.deadLetters).singleElement().isSameAs(this.batch.get(5));
    }

    @Test
    void attempts_are_remembered_while_batches_without_the_record_succeed() {
        failAt(1, new IllegalStateException());
        handle(this.ofTheOther);
        failAt(1, new IllegalStateException());
        handle(this.ofTheOther);
        failAt(1, new IllegalStateException());

        assertThat(this.deadLetters).hasSize(1);
    }

    @Test
    void attempts_are_counted_for_each_record() {
        failAt(1, new IllegalStateException());
        failAt(1, new IllegalStateException());
        failAt(4, new IllegalStateException());
        failAt(2, new IllegalStateException());
        failAt(2, new IllegalStateException());

        assertThat(this.deadLetters).isEmpty();
    }

    @Test
    void a_record_that_fails_after_an_outage_becomes_a_dead_letter() {
        failAt(1, new QueryTimeoutException("slow"));
        failAt(1, new IllegalStateException());
        failAt(1, new IllegalStateException());
        assertThat(this.deadLetters).isEmpty();
        failAt(1, new IllegalStateException());

        assertThat(this.deadLetters).hasSize(1);
    }

    @Test
    void attempts_have_an_end_though_each_fails_with_another_exception() {
        failAt(1, new IllegalStateException());
        failAt(1, new UncheckedIOException(new IOException()));
        failAt(1, new IllegalStateException());

        assertThat(this.deadLetters).hasSize(1);
    }

    @Test
    void an_outage_makes_no_dead_letters_however_few_attempts_a_handler_has() {
        this.listener = listener(1);

        Progress progress = failAt(1, new QueryTimeoutException("slow"));

        assertThat(this.deadLetters).isEmpty();
        assertThat(progress).isEqualTo(new Progress(1, PAUSE));
    }

    @Test
    void a_record_that_kafka_does_not_take_as_a_dead_letter_is_tried_again_after_a_pause() {
        this.listener = listener(1);
        this.kafkaTakesDeadLetters = false;

        assertThat(failAt(1, new IllegalStateException())).isEqualTo(new Progress(1, PAUSE));

        this.kafkaTakesDeadLetters = true;
        assertThat(failAt(1, new IllegalStateException())).isEqualTo(new Progress(2, Duration.ZERO));
    }

    private Progress failAt(int index, RuntimeException cause) {
        this.failure = new BatchListenerFailedException("Not handled:", cause, this.batch.get(index));
        Progress progress = handle(this.batch);
        this.failure = null;
        return progress;
    }

    private Progress handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Progress> progress = new ArrayList<>();
        this.listener.onMessage(records, new Acknowledgment() {

            @Override
            public void acknowledge() {
                progress.add(Progress.ALL);
            }

            @Override
            public void nack(int index, Duration sleep) {
                progress.add(new Progress(index, sleep));
            }

        });
        assertThat(progress).hasSize(1);
        return progress.getFirst();
    }

    private RetryingListener listener(int attempts) {
        return new RetryingListener(_ -> {
            if (this.failure != null) {
                throw this.failure;
            }
        }, (record, _) -> {
            if (!this.kafkaTakesDeadLetters) {
                throw new KafkaException("not now");
            }
            this.deadLetters.add(record);
        }, new InboxProperties(1, 10, attempts, PAUSE, Duration.ofDays(8), 10),
                new InboxReport(new SimpleMeterRegistry()));
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(int partition) {
        return Stream.of(0, 1, 2)
            .map(offset -> new ConsumerRecord<>("order.events", partition, offset, new byte[0], new byte[0]))
            .toList();
    }

    /// @param acknowledged how many of the records
    private record Progress(int acknowledged, Duration pause) {

        static final Progress ALL = new Progress(Integer.MAX_VALUE, Duration.ZERO);

    }

}
