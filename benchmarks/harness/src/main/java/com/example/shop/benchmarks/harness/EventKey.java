package com.example.shop.benchmarks.harness;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What makes an event this one and no other, whoever sent it.
record EventKey(UUID aggregate, long version) {

    private static final String FIELD = "\"version\":";

    /// Reads what all contenders have in common: the key and the content.
    static EventKey of(ConsumerRecord<byte[], byte[]> record) {
        String json = new String(record.value(), StandardCharsets.UTF_8);
        int from = json.indexOf(FIELD) + FIELD.length();
        long version = 0;
        for (int i = from; i < json.length() && json.charAt(i) != ','; i++) {
            version = 10 * version + Character.digit(json.charAt(i), 10);
        }
        return new EventKey(UUID.fromString(new String(record.key(), StandardCharsets.UTF_8)), version);
    }

}
