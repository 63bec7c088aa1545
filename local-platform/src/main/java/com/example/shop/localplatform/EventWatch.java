package com.example.shop.localplatform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Looks at the topics from outside, to show when an event arrives there. It joins no group and moves no offset.
final class EventWatch implements AutoCloseable {

    static final List<String> TOPICS = List.of("order.events", "inventory.events");

    private static final Duration LONGEST_POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;

    private EventWatch(KafkaConsumer<String, String> consumer) {
        this.consumer = consumer;
    }

    /// Begins behind what is in the topics now.
    /// @throws IllegalStateException if the topics do not exist within the limit
    static EventWatch fromNowOn(String bootstrapServers, Duration limit) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", "false",
                        "metadata.max.age.ms", "500", "enable.auto.commit", "false"),
                new StringDeserializer(), new StringDeserializer());
        try {
            List<TopicPartition> partitions = awaitPartitions(consumer, System.nanoTime() + limit.toNanos());
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            return new EventWatch(consumer);
        }
        catch (RuntimeException ex) {
            consumer.close();
            throw ex;
        }
    }

    private static List<TopicPartition> awaitPartitions(KafkaConsumer<String, String> consumer, long deadline) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            while (found.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("there is no topic " + topic);
                }
                found = consumer.partitionsFor(topic);
            }
            found.forEach((info) -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        return partitions;
    }

    /// Tells of the events with this key, by topic and by the last word of their type,
    /// until the listener has seen enough or the limit is over.
    /// @return whether the listener has seen enough
    boolean tell(String key, BiPredicate<String, String> listener, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            for (ConsumerRecord<String, String> message : this.consumer.poll(LONGEST_POLL)) {
                if (key.equals(message.key()) && listener.test(message.topic(), type(message))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String type(ConsumerRecord<String, String> message) {
        Header header = message.headers().lastHeader("ce_type");
        String type = (header == null) ? "" : new String(header.value(), StandardCharsets.UTF_8);
        return type.substring(type.lastIndexOf('.') + 1);
    }

    @Override
    public void close() {
        this.consumer.close();
    }

}
