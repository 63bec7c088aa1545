package com.example.shop.localplatform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.example.shop.localplatform.infrastructure.Waiting;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Looks at the topics from outside, to show when an event arrives there. It joins no group and moves no offset.
final class EventWatch implements AutoCloseable {

    private static final List<String> TOPICS = List.of("order.events", "inventory.events");

    private final KafkaConsumer<String, String> consumer;

    /// Begins behind what is in the topics now.
    /// @throws IllegalStateException if the topics do not exist within the limit
    EventWatch(String bootstrapServers, Duration limit) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", "false",
                        "metadata.max.age.ms", "500", "enable.auto.commit", "false"),
                new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            if (!Waiting.until(() -> !this.consumer.partitionsFor(topic).isEmpty(), limit, Duration.ofMillis(20))) {
                this.consumer.close();
                throw new IllegalStateException("there is no topic " + topic);
            }
            this.consumer.partitionsFor(topic)
                .forEach((info) -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        this.consumer.assign(partitions);
        this.consumer.seekToEnd(partitions);
        partitions.forEach(this.consumer::position);
    }

    /// An event that was seen.
    /// @param aggregateId the key of the message
    /// @param type the last word of its type
    record Event(String topic, String aggregateId, String type) {
    }

    /// Waits for events, no longer than the limit.
    List<Event> next(Duration limit) {
        List<Event> events = new ArrayList<>();
        for (ConsumerRecord<String, String> message : this.consumer.poll(limit)) {
            Header header = message.headers().lastHeader("ce_type");
            String type = (header == null) ? "" : new String(header.value(), StandardCharsets.UTF_8);
            events.add(new Event(message.topic(), message.key(), type.substring(type.lastIndexOf('.') + 1)));
        }
        return events;
    }

    @Override
    public void close() {
        this.consumer.close();
    }

}
