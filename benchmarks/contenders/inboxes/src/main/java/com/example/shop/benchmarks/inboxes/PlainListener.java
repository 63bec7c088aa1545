package com.example.shop.benchmarks.inboxes;

import java.util.List;
import java.util.Map;

import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/// spring-kafka and no inbox: what comes twice has its effect twice. A transaction for each event or, with
/// `--batches`, for each poll: nothing that is more careful can be faster.
final class PlainListener extends Deliveries {

    /// As many as the inbox has.
    private static final int CONSUMERS = 2;

    /// As many as the inbox fetches together.
    private static final int MAX_POLL_RECORDS = 100;

    private final Shop shop;

    private PlainListener(Settings settings, Shop shop) {
        super(settings, shop.jdbc(), consumers(settings, shop));
        this.shop = shop;
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, settings -> {
            PlainListener listener = new PlainListener(settings, new Shop(settings, CONSUMERS));
            listener.startAtRest();
            return listener;
        });
    }

    private static ConcurrentMessageListenerContainer<byte[], byte[]> consumers(Settings settings, Shop shop) {
        JsonMapper json = JsonMapper.builder().build();
        ContainerProperties properties = new ContainerProperties(settings.topic());
        properties.setGroupId("plain-listener");
        if (List.of(settings.arguments()).contains("--batches")) {
            properties.setMessageListener((BatchMessageListener<byte[], byte[]>) records -> shop
                .inTransaction(() -> records.forEach(record -> handle(record, shop, json))));
        }
        else {
            properties.setMessageListener(
                    (MessageListener<byte[], byte[]>) record -> shop.inTransaction(() -> handle(record, shop, json)));
        }
        ConcurrentMessageListenerContainer<byte[], byte[]> consumers = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.bootstrapServers(), ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS),
                        new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                properties);
        consumers.setConcurrency(CONSUMERS);
        consumers.setBeanName("plain-listener");
        return consumers;
    }

    private static void handle(ConsumerRecord<byte[], byte[]> record, Shop shop, JsonMapper json) {
        shop.jdbc().update(CHANGE, json.readValue(record.value(), SampleEvent.class).orderId());
    }

    @Override
    public void close() {
        super.close();
        this.shop.close();
    }

}
