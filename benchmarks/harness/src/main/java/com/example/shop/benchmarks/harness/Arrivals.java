package com.example.shop.benchmarks.harness;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/// A consumer that notes when it has each event for the first time.
final class Arrivals implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;

    private final Map<EventKey, Long> moments = new ConcurrentHashMap<>();

    private final Thread thread;

    private Arrivals(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("arrivals").start(this::consume);
    }

    static Arrivals watch(EventLog log) {
        return new Arrivals(log.consumerAtEnd());
    }

    private void consume() {
        try (this.consumer) {
            while (true) {
                ConsumerRecords<byte[], byte[]> records = this.consumer.poll(Duration.ofSeconds(1));
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    this.moments.putIfAbsent(EventKey.of(record), now);
                }
            }
        }
        catch (WakeupException _) {
            // All is seen.
        }
    }

    /// As `System.nanoTime`.
    OptionalLong momentOf(EventKey event) {
        Long moment = this.moments.get(event);
        return (moment == null) ? OptionalLong.empty() : OptionalLong.of(moment);
    }

    int size() {
        return this.moments.size();
    }

    @Override
    public void close() {
        this.consumer.wakeup();
        try {
            this.thread.join();
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

}
