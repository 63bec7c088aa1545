package com.example.shop.benchmarks.contender;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Kafka records as this project sends them, CloudEvents in binary mode, written by hand: for contenders that leave the
/// sending to their user. So all carry the same bytes.
public final class Records {

    private Records() {
    }

    public static Producer<String, byte[]> producer(Settings settings, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.putAll(more);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    public static ProducerRecord<String, byte[]> record(String topic, String id, String aggregate, long version,
            Instant time, byte[] json) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, aggregate, json);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id);
        header(record, "ce_source", "/order-service");
        header(record, "ce_type", SampleEvent.TYPE);
        header(record, "content-type", "application/json");
        header(record, "ce_subject", aggregate);
        header(record, "ce_time", time.toString());
        header(record, "ce_aggregateversion", Long.toString(version));
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

}
