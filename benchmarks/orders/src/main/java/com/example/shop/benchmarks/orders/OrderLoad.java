package com.example.shop.benchmarks.orders;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Orders that go through the gateway, and when each of them has reached its final state.
///
/// Either a closed loop: a limited number of orders is in flight, and each that ends makes room for the next one, so that
/// the load follows what the platform can do. Or at a fixed rate.
final class OrderLoad implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String ORDERS = "order.events";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI gateway;

    private final List<String> products;

    private final KafkaConsumer<String, String> events;

    private volatile Semaphore places = new Semaphore(0);

    /// Of each order what was seen first: the response to its request, or its end.
    private final Map<String, Long> halves = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<Span> placed = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<Span> decided = new ConcurrentLinkedQueue<>();

    private final Thread refresh;

    private volatile String token;

    private volatile String lastOrder = "";

    private volatile boolean over;

    private volatile @Nullable Throwable trouble;

    OrderLoad(URI gateway, String bootstrapServers) {
        this.gateway = gateway;
        this.token = token("alice");
        String warehouse = token("wendy");
        this.products = IntStream.range(0, 50).mapToObj((number) -> product(warehouse, number)).toList();
        this.events = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = this.events.partitionsFor(ORDERS)
            .stream()
            .map((info) -> new TopicPartition(ORDERS, info.partition()))
            .toList();
        this.events.assign(partitions);
        this.events.seekToEnd(partitions);
        partitions.forEach(this.events::position);
        this.refresh = Thread.ofVirtual().start(this::refresh);
    }

    /// Places orders one after the other, and waits until all of them have ended.
    /// @param clients that wait for a response before they send the next request
    /// @param inFlight at most so many orders that have not ended yet
    void run(int clients, int inFlight, Duration duration) throws InterruptedException {
        this.places = new Semaphore(inFlight);
        long end = System.nanoTime() + duration.toNanos();
        watched(() -> IntStream.range(0, clients)
            .mapToObj((client) -> Thread.ofVirtual().start(() -> order(end)))
            .toList());
    }

    /// Places orders at a fixed rate, each from the moment at which it was due, and waits
    /// until all of them have ended.
    void pace(double rate, Duration duration) throws InterruptedException {
        this.places = new Semaphore(Integer.MAX_VALUE / 2);
        long begin = System.nanoTime();
        watched(() -> LongStream.range(0, (long) (rate * duration.toSeconds()))
            .mapToObj((number) -> begin + (long) (number * 1e9 / rate))
            .map((due) -> Thread.ofVirtual().start(() -> orderAt(due)))
            .toList());
    }

    /// Reads the order placed last.
    /// @return responses per second
    double reads(URI server, int clients, Duration duration) throws InterruptedException {
        HttpRequest request = request(server, "/api/orders/" + this.lastOrder, this.token).build();
        LongAdder responses = new LongAdder();
        long begin = System.nanoTime();
        List<Thread> all = IntStream.range(0, clients).mapToObj((client) -> Thread.ofVirtual().start(() -> {
            while (System.nanoTime() - begin < duration.toNanos()) {
                send(request);
                responses.increment();
            }
        })).toList();
        for (Thread client : all) {
            client.join();
        }
        return responses.sum() / ((System.nanoTime() - begin) / 1e9);
    }

    private void watched(Supplier<List<Thread>> start) throws InterruptedException {
        this.over = false;
        this.placed.clear();
        this.decided.clear();
        Thread watch = Thread.ofPlatform().daemon().start(this::watch);
        for (Thread client : start.get()) {
            client.join();
        }
        while (!this.halves.isEmpty() && this.trouble == null) {
            Thread.sleep(5);
        }
        this.over = true;
        watch.join();
        if (this.trouble != null) {
            throw new IllegalStateException(this.trouble);
        }
    }

    private void order(long end) {
        try {
            while (System.nanoTime() < end && this.trouble == null) {
                this.places.acquire();
                place(System.nanoTime());
            }
        }
        catch (InterruptedException | IOException | RuntimeException failure) {
            this.trouble = failure;
        }
    }

    private void orderAt(long due) {
        try {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            if (this.trouble == null) {
                place(due);
            }
        }
        catch (InterruptedException | IOException | RuntimeException failure) {
            this.trouble = failure;
        }
    }

    private void place(long begin) throws IOException, InterruptedException {
        String sku = this.products.get(ThreadLocalRandom.current().nextInt(this.products.size()));
        HttpRequest request = request(this.gateway, "/api/orders", this.token)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString("{\"lines\":[{\"sku\":\"%s\",\"quantity\":1}]}".formatted(sku)))
            .build();
        HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
        long answered = System.nanoTime();
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        this.placed.add(new Span(begin, answered));
        String location = answer.headers().firstValue("Location").orElseThrow();
        String id = location.substring(location.lastIndexOf('/') + 1);
        this.lastOrder = id;
        Long end = this.halves.putIfAbsent(id, begin);
        if (end != null) {
            ended(id, begin, end);
        }
    }

    private void watch() {
        try {
            while (!this.over) {
                for (ConsumerRecord<String, String> event : this.events.poll(Duration.ofMillis(100))) {
                    String type = new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.US_ASCII);
                    if (type.endsWith("OrderConfirmed")) {
                        long end = System.nanoTime();
                        Long begin = this.halves.putIfAbsent(event.key(), end);
                        if (begin != null) {
                            ended(event.key(), begin, end);
                        }
                    }
                    else if (!type.endsWith("OrderPlaced")) {
                        throw new IllegalStateException("An order ended with " + type);
                    }
                }
            }
        }
        catch (RuntimeException failure) {
            this.trouble = failure;
        }
    }

    private void ended(String id, long begin, long end) {
        this.halves.remove(id);
        this.decided.add(new Span(begin, end));
        this.places.release();
    }

    /// Tokens of the demo provider are valid for five minutes.
    private void refresh() {
        try {
            while (true) {
                TimeUnit.MINUTES.sleep(2);
                this.token = token("alice");
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    List<Span> placed() {
        return List.copyOf(this.placed);
    }

    List<Span> decided() {
        return List.copyOf(this.decided);
    }

    private String token(String client) {
        String basic = Base64.getEncoder()
            .encodeToString((client + ":" + client + "-secret").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(this.gateway.resolve("/oauth2/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
        return JSON.readTree(send(request)).path("access_token").asString();
    }

    private String product(String warehouse, int number) {
        String sku = "B-%08X-%d".formatted(System.nanoTime() & 0xFFFFFFFFL, number);
        send(request(this.gateway, "/api/products", warehouse).POST(HttpRequest.BodyPublishers.ofString("""
                {"sku":"%s","name":"Tea","unitPrice":{"amount":"12.50","currency":"EUR"},"onHand":1000000}"""
            .formatted(sku))).build());
        return sku;
    }

    private static HttpRequest.Builder request(URI server, String path, String bearer) {
        return HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json");
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        }
        catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        this.refresh.interrupt();
        this.events.close();
        this.http.close();
    }

    /// @param begin of the request, as `System.nanoTime`
    record Span(long begin, long end) {
    }

}
