package com.example.shop.common.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.messaging.UsedTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeadLettersTest {

    private static final TopicPartition PARTITION = new TopicPartition(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS),
            0);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");

    @BeforeEach
    void fiveLetters() {
        this.kafka.updatePartitions(PARTITION.topic(),
                List.of(new PartitionInfo(PARTITION.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
        this.kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        this.kafka.updateEndOffsets(Map.of(PARTITION, 5L));
    }

    @Test
    void a_list_that_kafka_delivers_only_in_part_says_that_there_is_more() {
        this.kafka.schedulePollTask(() -> deliver(2));

        DeadLetters.Found found = find(20);

        assertThat(found.letters()).extracting(DeadLetters.DeadLetter::offset).containsExactly(0L, 1L);
        assertThat(found.more()).isTrue();
    }

    @Test
    void a_list_that_kafka_delivers_nothing_of_fails() {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> find(20));
        assertThat(this.kafka.closed()).isTrue();
    }

    @Test
    void a_full_page_says_whether_there_is_more() {
        this.kafka.schedulePollTask(() -> deliver(5));
        assertThat(find(5).more()).isFalse();
    }

    @Test
    void a_page_is_no_longer_than_asked_for() {
        this.kafka.schedulePollTask(() -> deliver(5));

        DeadLetters.Found found = find(4);

        assertThat(found.letters()).hasSize(4);
        assertThat(found.more()).isTrue();
    }

    private void deliver(int letters) {
        for (int offset = 0; offset < letters; offset++) {
            this.kafka.addRecord(
                    new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]));
        }
    }

    private DeadLetters.Found find(int limit) {
        return new DeadLetters(() -> this.kafka, topic -> Map.of(), Duration.ofMillis(300)).find(Topics.ORDER_EVENTS,
                DeadLetters.Place.BEFORE_ALL, limit);
    }

}
