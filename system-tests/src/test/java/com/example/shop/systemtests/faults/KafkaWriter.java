package com.example.shop.systemtests.faults;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes records to Kafka that no service would write.
public final class KafkaWriter implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    public KafkaWriter(String bootstrapServers) {
        this.producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// Writes a record and waits until Kafka has it.
    /// @param partition null leaves it to the key
    public void write(String topic, @Nullable Integer partition, @Nullable String key, Map<String, String> headers,
            @Nullable String value) {
        ProducerRecord<byte[], byte[]> kafka = new ProducerRecord<>(topic, partition, bytes(key), bytes(value));
        headers.forEach((name, text) -> kafka.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try {
            this.producer.send(kafka).get(30, TimeUnit.SECONDS);
        }
        catch (ExecutionException | TimeoutException ex) {
            throw new IllegalStateException("Kafka did not take a record for " + topic, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.producer.close();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
    }

}
