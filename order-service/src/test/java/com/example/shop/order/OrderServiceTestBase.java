package com.example.shop.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.inventory.v1.ProductChanged;
import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import com.example.shop.localplatform.infrastructure.TestIssuer;
import com.example.shop.order.HttpCaller.Response;
import com.fasterxml.uuid.Generators;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The whole service on a real PostgreSQL and a real Kafka, started once for all tests. They use it only
/// from outside: over HTTP with tokens, and by events and HTTP responses as inventory-service would send them. Each test has
/// its own customers, products and orders.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = { "management.server.port=0", "spring.http.serviceclient.inventory.read-timeout=700ms",
                "resilience4j.timelimiter.instances.inventory.timeout-duration=1500ms",
                "resilience4j.circuitbreaker.instances.inventory.wait-duration-in-open-state=1s" })
public abstract class OrderServiceTestBase {

    protected static final SimulatedInventory INVENTORY = new SimulatedInventory(
            Infrastructure.shared().bootstrapServers());

    protected static final TestIssuer ISSUER = TestIssuer.start();

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected TransactionOperations transactions;

    @Autowired
    private CircuitBreakerRegistry breakers;

    @LocalServerPort
    protected int port;

    /// A customer of this test only.
    protected HttpCaller alice;

    protected String aliceId;

    /// Another customer of this test only.
    protected HttpCaller bob;

    /// Calls with the role OPERATOR.
    protected HttpCaller olga;

    /// Calls with the role WAREHOUSE.
    protected HttpCaller wendy;

    /// Calls without a token.
    protected HttpCaller anybody;

    static {
        // The first check for overdue orders is 10 s after the start.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry settings) {
        settings().forEach((name, value) -> settings.add(name, () -> value));
    }

    /// The addresses of everything that the service uses.
    protected static Map<String, String> settings() {
        Database database = Infrastructure.shared().database("orders");
        return Map.of("spring.datasource.url", database.url(), "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(), "spring.kafka.bootstrap-servers",
                Infrastructure.shared().bootstrapServers(), "security.issuer", ISSUER.issuer(), "security.jwk-set-uri",
                ISSUER.jwkSetUri(), "order.inventory-address", INVENTORY.address());
    }

    @BeforeEach
    void callers() {
        int number = NUMBERS.incrementAndGet();
        this.aliceId = "alice-" + number;
        this.alice = caller(this.aliceId, "CUSTOMER");
        this.bob = caller("bob-" + number, "CUSTOMER");
        this.olga = caller("olga", "OPERATOR");
        this.wendy = caller("wendy", "WAREHOUSE");
        this.anybody = new HttpCaller(this.port, null);
        INVENTORY.answerEverything();
        breaker().reset();
    }

    protected CircuitBreaker breaker() {
        return this.breakers.circuitBreaker("inventory");
    }

    protected HttpCaller caller(String name, String... roles) {
        return callerAt(this.port, name, roles);
    }

    protected static HttpCaller callerAt(int port, String name, String... roles) {
        return new HttpCaller(port, ISSUER.token(name, roles));
    }

    protected static String newSku() {
        return "TEST-%05d".formatted(NUMBERS.incrementAndGet());
    }

    protected static String newKey() {
        return UUID.randomUUID().toString();
    }

    protected static UUID newOrderId() {
        return Generators.timeBasedEpochGenerator().generate();
    }

    /// A product that is in the copy of the catalogue.
    protected String product(String price) {
        String sku = newSku();
        sendProduct(sku, 1, "Green tea", price, "EUR");
        return sku;
    }

    protected void sendProduct(String sku, long version, String name, String price, String currency) {
        INVENTORY.sendAndWait(
                new ProductChanged(sku, version, SimulatedInventory.AT, name, new BigDecimal(price), currency));
    }

    /// The body of an order with these quantities by sku.
    protected static String lines(Map<String, Integer> lines) {
        return lines.entrySet()
            .stream()
            .map((line) -> "{\"sku\":\"%s\",\"quantity\":%d}".formatted(line.getKey(), line.getValue()))
            .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }

    protected static Response place(HttpCaller customer, String body, String key) {
        return customer.post("/api/orders", body, "Idempotency-Key", key);
    }

    protected static UUID idOf(Response order) {
        return UUID.fromString(order.body().path("id").asString());
    }

    /// Runs all calls, each on a thread of its own that waits for the others to be ready.
    protected static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        CountDownLatch ready = new CountDownLatch(calls.size());
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = calls.stream().map((call) -> threads.submit(() -> {
                ready.countDown();
                ready.await();
                return call.call();
            })).toList();
            for (Future<T> result : running) {
                results.add(result.get());
            }
        }
        return results;
    }

    /// Places an order for alice.
    protected UUID order(String sku, int quantity) {
        Response response = place(this.alice, lines(Map.of(sku, quantity)), newKey());
        assertThat(response.status()).as(response.text()).isEqualTo(201);
        return idOf(response);
    }

    /// An order that inventory has reserved.
    protected UUID confirmedOrder() {
        UUID id = order(product("12.50"), 2);
        INVENTORY.reserve(id);
        assertThat(statusOf(id)).isEqualTo("CONFIRMED");
        return id;
    }

    /// The order as the customer sees it.
    protected String statusOf(UUID order) {
        return this.olga.get("/api/orders/" + order).body().path("status").asString();
    }

    protected void awaitStatus(UUID order, String status) {
        await().until(() -> statusOf(order), status::equals);
    }

    /// Each entry as status and reason.
    protected List<String> historyOf(UUID order) {
        return this.olga.get("/api/orders/" + order + "/history")
            .body()
            .path("items")
            .valueStream()
            .map((entry) -> entry.path("status").asString() + ": " + entry.path("reason").asString("-"))
            .toList();
    }

    protected void makeOverdue(UUID order) {
        this.jdbc.sql("update orders set reply_due_at = now() - interval '1 second' where id = ?")
            .param(order)
            .update();
    }

    /// Waits for this many events of an order.
    protected static List<Event> eventsOf(UUID order, int count) {
        return INVENTORY.eventsOf(order, count);
    }

    protected static List<String> namesOf(List<Event> events) {
        return events.stream().map((event) -> event.version() + " " + event.getClass().getSimpleName()).toList();
    }

}
