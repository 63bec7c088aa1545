package com.example.shop.common.testservice;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.example.shop.common.contracts.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// A record as a correct `OrderPlaced` would be, to be spoilt in one place.
public final class Poison {

    public final UUID id = UUID.randomUUID();

    public final UUID order = UUID.randomUUID();

    private final Map<String, String> headers = new LinkedHashMap<>();

    private @Nullable String key = this.order.toString();

    private byte @Nullable [] content = "{\"orderId\":\"%s\",\"version\":1,\"placedAt\":\"2026-11-22T12:00:00Z\",\"lines\":[]}"
        .formatted(this.order)
        .getBytes(StandardCharsets.UTF_8);

    public Poison() {
        this.headers.put("ce_specversion", "1.0");
        this.headers.put("ce_id", this.id.toString());
        this.headers.put("ce_type", "com.example.shop.order.v1.OrderPlaced");
        this.headers.put("ce_source", "/order-service");
        this.headers.put("ce_subject", this.order.toString());
        this.headers.put("ce_time", "2026-11-22T12:00:00Z");
        this.headers.put("ce_aggregateversion", "1");
        this.headers.put("content-type", "application/json");
        this.headers.put("test", this.order.toString());
    }

    /// Whether this is what became of it, whatever was spoilt.
    public boolean isIn(ConsumerRecord<byte[], byte[]> letter) {
        return this.order.toString().equals(Kafka.header(letter, "test"));
    }

    public Poison without(String header) {
        this.headers.remove(header);
        return this;
    }

    public Poison with(String header, String value) {
        this.headers.put(header, value);
        return this;
    }

    public Poison key(@Nullable String key) {
        this.key = key;
        return this;
    }

    public Poison content(byte @Nullable [] content) {
        this.content = content;
        return this;
    }

    public Poison content(String content) {
        return content(content.replace("$order", this.order.toString()).getBytes(StandardCharsets.UTF_8));
    }

    /// The record; always on the same partition, so that what is sent behind it has to
    /// wait for it.
    public ProducerRecord<byte[], byte[]> record() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.ORDER_EVENTS, 0,
                (this.key == null) ? null : this.key.getBytes(StandardCharsets.UTF_8), this.content);
        this.headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /// The record as a consumer gets it.
    public ConsumerRecord<byte[], byte[]> received(String topic) {
        ProducerRecord<byte[], byte[]> sent = record();
        ConsumerRecord<byte[], byte[]> received = new ConsumerRecord<>(topic, 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    public void send() {
        Kafka.send(record());
    }

}
