package com.example.shop.common.inbox;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Up to where the dead letters of each topic were replayed.
final class DeadLetterPositions {

    private final JdbcClient jdbc;

    DeadLetterPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return the next offset to replay, by partition
    Map<Integer, Long> of(String topic) {
        Map<Integer, Long> offsets = new HashMap<>();
        this.jdbc.sql("SELECT partition, next_offset FROM messaging.dead_letter_position WHERE topic = :topic")
            .param("topic", topic)
            .query(found -> {
                offsets.put(found.getInt("partition"), found.getLong("next_offset"));
            });
        return offsets;
    }

    void moveBehind(String topic, ConsumerRecord<?, ?> letter) {
        this.jdbc.sql("""
                INSERT INTO messaging.dead_letter_position (topic, partition, next_offset)
                VALUES (:topic, :partition, :next)
                ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
                """)
            .param("topic", topic)
            .param("partition", letter.partition())
            .param("next", letter.offset() + 1)
            .update();
    }

}
