package com.example.shop.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventType;
import com.example.shop.common.contracts.Topics;
import com.example.shop.common.contracts.inventory.v1.ProductChanged;
import com.example.shop.common.contracts.inventory.v1.StockRejected;
import com.example.shop.common.contracts.inventory.v1.StockReleased;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.inventory.v1.StockShipped;
import com.example.shop.common.messaging.EventEnvelope;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.EventRecords;
import com.fasterxml.uuid.Generators;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static org.awaitility.Awaitility.await;

/// Simulates order-service and all other consumers: sends real CloudEvents and reads the events of inventory-service.
public final class SimulatedOrderService {

    /// The time of all events.
    public static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String GROUP = "inventory-service";

    private static final Map<String, Class<? extends Event>> CONTRACTS = Stream
        .of(StockReserved.class, StockRejected.class, StockReleased.class, StockShipped.class, ProductChanged.class)
        .collect(Collectors.toMap((record) -> EventType.of(record).name(), Function.identity()));

    private final Admin admin;

    private final EventJson json = new EventJson();

    private final KafkaProducer<String, byte[]> producer;

    private final Map<String, List<Event>> received = new HashMap<>();

    private final KafkaConsumer<byte[], byte[]> consumer;

    SimulatedOrderService(String bootstrapServers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// Sends an event once.
    /// @return its id
    public UUID send(Event event) {
        UUID id = Generators.timeBasedEpochGenerator().generate();
        send(event, id);
        return id;
    }

    /// Sends an event under an id, which may have been used before.
    public RecordMetadata send(Event event, UUID id) {
        EventType type = EventType.of(event.getClass());
        EventEnvelope envelope = new EventEnvelope(id, type.name(), type.source(), event.aggregateId(), event.version(),
                AT, null, this.json.write(event));
        ProducerRecord<String, byte[]> record = EventRecords.toRecord(envelope, type.topic());
        try {
            return this.producer.send(record).get();
        }
        catch (ExecutionException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /// Sends an event and waits until inventory-service has handled or skipped it.
    public void sendAndWait(Event event, UUID id) {
        RecordMetadata sent = send(event, id);
        TopicPartition partition = new TopicPartition(sent.topic(), sent.partition());
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(() -> {
            OffsetAndMetadata done = this.admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition);
            return done != null && done.offset() > sent.offset();
        });
    }

    public void sendAndWait(Event event) {
        sendAndWait(event, Generators.timeBasedEpochGenerator().generate());
    }

    /// Waits for this many events of an order or product, in the order of their
    /// partition.
    public List<Event> eventsOf(Object aggregateId, int count) {
        await().atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> about(aggregateId).size() >= count || listen());
        return about(aggregateId);
    }

    private List<Event> about(Object aggregateId) {
        return List.copyOf(this.received.getOrDefault(aggregateId.toString(), List.of()));
    }

    /// @return false: whether it was enough is asked after it
    private boolean listen() {
        if (this.consumer.assignment().isEmpty()) {
            this.consumer.assign(Stream.of(Topics.INVENTORY_EVENTS, Topics.INVENTORY_PRODUCTS)
                .flatMap((topic) -> this.consumer.partitionsFor(topic).stream())
                .map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        }
        for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(Duration.ofMillis(100))) {
            EventEnvelope envelope = EventRecords.fromRecord(record);
            this.received.computeIfAbsent(envelope.aggregateId(), (_) -> new ArrayList<>()).add(read(envelope));
        }
        return false;
    }

    private Event read(EventEnvelope envelope) {
        return this.json.read(envelope.data(), Objects.requireNonNull(CONTRACTS.get(envelope.type())));
    }

}
