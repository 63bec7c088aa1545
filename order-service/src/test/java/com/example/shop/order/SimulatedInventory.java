package com.example.shop.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventType;
import com.example.shop.common.contracts.Topics;
import com.example.shop.common.contracts.inventory.v1.StockReleased;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.inventory.v1.StockShipped;
import com.example.shop.common.contracts.order.v1.OrderCancellationRefused;
import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.contracts.order.v1.OrderRejected;
import com.example.shop.common.contracts.order.v1.OrderShipped;
import com.example.shop.common.messaging.EventEnvelope;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.EventRecords;
import com.fasterxml.uuid.Generators;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.kafka.clients.admin.Admin;
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
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/// Simulates inventory-service: sends real CloudEvents, reads the events of order-service, and responds to
/// `GET /api/products/{sku}`, with failures if a test wants them.
public final class SimulatedInventory {

    /// The time of all events.
    public static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String GROUP = "order-service";

    private static final Map<String, Class<? extends Event>> CONTRACTS = Stream
        .of(OrderPlaced.class, OrderConfirmed.class, OrderRejected.class, OrderCancellationRequested.class,
                OrderCancellationRefused.class, OrderCancelled.class, OrderShipped.class)
        .collect(Collectors.toMap((record) -> EventType.of(record).name(), Function.identity()));

    private final String bootstrapServers;

    private final EventJson json = new EventJson();

    private final KafkaProducer<String, byte[]> producer;

    private final List<ConsumerRecord<byte[], byte[]>> received = new ArrayList<>();

    private final KafkaConsumer<byte[], byte[]> consumer;

    private final HttpServer http;

    private final Map<String, String> products = new ConcurrentHashMap<>();

    private final List<String> asked = new ArrayList<>();

    private volatile int failures;

    private volatile Duration holdingTime = PATIENCE;

    private volatile @Nullable CountDownLatch held;

    SimulatedInventory(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.http.createContext("/api/products/", this::answer);
        this.http.start();
    }

    // HTTP

    public String address() {
        return "http://localhost:" + this.http.getAddress().getPort();
    }

    /// Adds a product without publishing an event.
    public void has(String sku, String price) {
        this.products.put(sku, """
                {"sku":"%s","name":"Black tea","unitPrice":{"amount":"%s","currency":"EUR"},\
                "stock":{"onHand":1,"reserved":0,"shipped":0}}""".formatted(sku, price));
    }

    /// Responds with 500 to this many calls.
    public void failNext(int calls) {
        this.failures = calls;
    }

    /// Responds to no call until {@link #answerEverything}.
    public void hold() {
        holdEachFor(PATIENCE);
    }

    /// Delays each response by this time, or until {@link #answerEverything}.
    public void holdEachFor(Duration time) {
        this.holdingTime = time;
        this.held = new CountDownLatch(1);
    }

    public void answerEverything() {
        this.failures = 0;
        CountDownLatch latch = this.held;
        if (latch != null) {
            latch.countDown();
        }
        this.held = null;
    }

    /// How often a product was requested.
    public long timesAskedFor(String sku) {
        synchronized (this.asked) {
            return this.asked.stream().filter(sku::equals).count();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String sku = path.substring(path.lastIndexOf('/') + 1);
        boolean fails;
        synchronized (this.asked) {
            this.asked.add(sku);
            fails = this.failures > 0;
            this.failures -= fails ? 1 : 0;
        }
        CountDownLatch latch = this.held;
        if (latch != null) {
            try {
                latch.await(this.holdingTime.toMillis(), TimeUnit.MILLISECONDS);
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }
        String product = this.products.get(sku);
        if (fails) {
            send(exchange, 500, "text/plain", "broken");
        }
        else if (product != null) {
            send(exchange, 200, "application/json", product);
        }
        else {
            send(exchange, 404, "application/problem+json", "{\"type\":\"/problems/not-found\",\"status\":404}");
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    // Events

    public void reserve(UUID order) {
        sendAndWait(new StockReserved(order, 1, AT));
    }

    public void release(UUID order, long version) {
        sendAndWait(new StockReleased(order, version, AT));
    }

    public void ship(UUID order, long version) {
        sendAndWait(new StockShipped(order, version, AT));
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

    public void sendAndWait(Event event) {
        sendAndWait(event, Generators.timeBasedEpochGenerator().generate());
    }

    /// Sends an event and waits until order-service has handled or skipped it.
    public void sendAndWait(Event event, UUID id) {
        RecordMetadata sent = send(event, id);
        TopicPartition partition = new TopicPartition(sent.topic(), sent.partition());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.bootstrapServers))) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                OffsetAndMetadata done = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
                return done != null && done.offset() > sent.offset();
            });
        }
    }

    /// Waits for this many events of an order, in the order of their partition.
    public List<Event> eventsOf(UUID order, int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            listen();
            return about(order).size() >= count;
        });
        return about(order).stream().map(this::read).toList();
    }

    /// The envelopes of an order that were received so far.
    public List<EventEnvelope> about(UUID order) {
        return this.received.stream()
            .map(EventRecords::fromRecord)
            .filter((event) -> event.aggregateId().equals(order.toString()))
            .toList();
    }

    private Event read(EventEnvelope envelope) {
        return this.json.read(envelope.data(), Objects.requireNonNull(CONTRACTS.get(envelope.type())));
    }

    private void listen() {
        if (this.consumer.assignment().isEmpty()) {
            this.consumer.assign(this.consumer.partitionsFor(Topics.ORDER_EVENTS)
                .stream()
                .map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        }
        this.consumer.poll(Duration.ofMillis(100)).forEach(this.received::add);
    }

}
