package com.example.shop.inventory;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.inventory.HttpCaller.Response;
import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import com.example.shop.localplatform.infrastructure.TestIssuer;
import com.fasterxml.uuid.Generators;
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

/// The whole service on a real PostgreSQL and a real Kafka, started once for all tests. They use it only
/// from outside: over HTTP with tokens, and by events as order-service would send them. Each test has its own products and
/// orders.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = { "management.server.port=0", "inventory.demo-catalogue=true" })
public abstract class InventoryServiceTestBase {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    protected static final SimulatedOrderService ORDER_SERVICE = new SimulatedOrderService(
            Infrastructure.shared().bootstrapServers());

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected TransactionOperations transactions;

    @LocalServerPort
    private int port;

    /// Calls with the role WAREHOUSE.
    protected HttpCaller wendy;

    /// Calls with the role CUSTOMER.
    protected HttpCaller alice;

    /// Calls without a token.
    protected HttpCaller anybody;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry settings) {
        Database database = Infrastructure.shared().database("inventory");
        settings.add("spring.datasource.url", database::url);
        settings.add("spring.datasource.username", database::user);
        settings.add("spring.datasource.password", database::password);
        settings.add("spring.kafka.bootstrap-servers", Infrastructure.shared()::bootstrapServers);
        settings.add("security.issuer", ISSUER::issuer);
        settings.add("security.jwk-set-uri", ISSUER::jwkSetUri);
    }

    @BeforeEach
    void callers() {
        this.anybody = new HttpCaller(this.port, null);
        this.wendy = callerWithRoles("wendy", "WAREHOUSE");
        this.alice = callerWithRoles("alice", "CUSTOMER");
    }

    protected HttpCaller callerWithRoles(String name, String... roles) {
        return new HttpCaller(this.port, ISSUER.token(name, roles));
    }

    protected static String newSku() {
        return "TEST-%05d".formatted(NUMBERS.incrementAndGet());
    }

    protected static UUID newOrderId() {
        return Generators.timeBasedEpochGenerator().generate();
    }

    /// Registers a product with this stock.
    protected String product(int onHand) {
        String sku = newSku();
        Response response = this.wendy.post("/api/products", """
                {"sku":"%s","name":"A test product","unitPrice":{"amount":"12.50","currency":"EUR"},"onHand":%d}
                """.formatted(sku, onHand));
        assertThat(response.status()).as(response.toString()).isEqualTo(201);
        return sku;
    }

    /// Simulates an order with these quantities by sku.
    protected static UUID placeOrder(Map<String, Integer> lines) {
        UUID orderId = newOrderId();
        ORDER_SERVICE.send(placed(orderId, lines));
        return orderId;
    }

    protected static OrderPlaced placed(UUID orderId, Map<String, Integer> lines) {
        return new OrderPlaced(orderId, 1, SimulatedOrderService.AT,
                lines.entrySet().stream().map((line) -> new OrderPlaced.Line(line.getKey(), line.getValue())).toList());
    }

    /// On hand, reserved and shipped.
    protected List<Long> stockOf(String sku) {
        return this.jdbc.sql("select on_hand, reserved, shipped from stock_item where sku = ?")
            .param(sku)
            .query((row, _) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3)))
            .single();
    }

    /// An order with reserved stock whose confirmation inventory has handled.
    protected static UUID confirmedOrder(Map<String, Integer> lines) {
        UUID orderId = placeOrder(lines);
        ORDER_SERVICE.eventsOf(orderId, 1);
        ORDER_SERVICE.sendAndWait(new OrderConfirmed(orderId, 2, SimulatedOrderService.AT));
        return orderId;
    }

    /// The number of events that inventory has published about the order.
    protected long versionOf(UUID orderId) {
        return this.jdbc.sql("select version from reservation where order_id = ?")
            .param(orderId)
            .query(Long.class)
            .single();
    }

    /// Checks that the events of an order are these, numbered from 1
    /// without gaps.
    protected void assertEvents(UUID orderId, List<Class<? extends Event>> expected) {
        List<Event> events = ORDER_SERVICE.eventsOf(orderId, expected.size());
        assertThat(events).extracting(Object::getClass).isEqualTo(expected);
        assertThat(events).extracting(Event::version)
            .isEqualTo(LongStream.rangeClosed(1, expected.size()).boxed().toList());
        assertThat(versionOf(orderId)).isEqualTo(expected.size());
    }

    protected String statusOf(UUID orderId) {
        return this.jdbc.sql("select status from reservation where order_id = ?")
            .param(orderId)
            .query(String.class)
            .single();
    }

}
