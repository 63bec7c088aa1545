package com.example.shop.systemtests.checker;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One record of the Kafka log.
///
/// @param key empty if the record has none
/// @param value the bytes as text
public record Entry(String topic, int partition, long offset, String key, Map<String, String> headers, String value) {

    static Entry of(ConsumerRecord<byte[], byte[]> kafka) {
        Map<String, String> headers = new TreeMap<>();
        kafka.headers().forEach((header) -> headers.put(header.key(), text(header.value())));
        return new Entry(kafka.topic(), kafka.partition(), kafka.offset(), text(kafka.key()), headers,
                text(kafka.value()));
    }

    /// The CloudEvents id; empty if there is none.
    public String id() {
        return header("ce_id");
    }

    /// The CloudEvents type without its package and version: `OrderPlaced`.
    public String type() {
        return header("ce_type").replaceFirst(".*\\.", "");
    }

    /// A header; empty if there is none of that name.
    public String header(String name) {
        return this.headers.getOrDefault(name, "");
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(this.value);
    }

    @Override
    public String toString() {
        return "%s-%d@%d %s %s key %s".formatted(this.topic, this.partition, this.offset, type(), id(), this.key);
    }

    private static String text(byte @Nullable [] bytes) {
        return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

}
