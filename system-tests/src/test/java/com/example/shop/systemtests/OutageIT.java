package com.example.shop.systemtests;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A part of the platform is down. What does not need it works on, and the rest completes when the part is back.
class OutageIT {

    private static final Duration SOON = Duration.ofSeconds(8);

    private final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = this.platform.shop();

    private final Session alice = this.shop.as("alice");

    @BeforeEach
    void fetch_all_tokens() {
        this.alice.get("/api/orders").expect(200);
        this.shop.as("wendy").post("/api/products/UNKNOWN/restock", "{\"quantity\":1}").expect(404);
    }

    @AfterEach
    void every_promise_is_kept() {
        this.platform.heal();
        this.platform.assertEveryPromiseIsKept();
    }

    @Test
    void orders_are_accepted_while_kafka_is_down_and_finish_later() {
        String sku = this.platform.knownProduct(20);
        this.platform.stopKafka();

        List<Response> responses = place(sku, 20);

        assertThat(responses).allSatisfy((response) -> assertThat(response.took()).isLessThan(SOON));
        assertThat(responses.stream().map((response) -> this.alice.statusOf(response.text("id"))))
            .containsOnly("PENDING");
        this.platform.startKafka();
        responses.forEach((response) -> Eventually.status(this.alice, response.text("id"), "CONFIRMED"));
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("0/20/0"));
    }

    @Test
    void a_service_that_starts_while_kafka_is_down_accepts_orders_and_finishes_them_later() {
        String sku = this.platform.knownProduct(3);
        this.platform.stopKafka();
        this.platform.orderService().restart();

        String key = Session.newKey();
        Response response = Eventually.response(() -> this.alice.order(key, Session.body(sku, 3))).expect(201);

        this.platform.startKafka();
        Eventually.status(this.alice, response.text("id"), "CONFIRMED");
    }

    @Test
    void orders_for_known_products_are_accepted_while_inventory_is_down_and_finish_later() {
        String sku = this.platform.knownProduct(5);
        this.platform.inventoryService().kill();

        List<Response> responses = place(sku, 5);
        Response unknown = this.alice.order(Goods.newSku(), 1);

        unknown.expectProblem(503, "service-unavailable");
        assertThat(unknown.header("Retry-After")).matches("[0-9]+");
        assertThat(unknown.took()).isLessThan(SOON);
        this.platform.inventoryService().start();
        responses.forEach((response) -> Eventually.status(this.alice, response.text("id"), "CONFIRMED"));
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("0/5/0"));
    }

    @Test
    void without_a_reply_in_time_an_order_ends_and_what_is_reserved_later_is_released() {
        String sku = this.platform.knownProduct(10);
        this.platform.set(this.platform.orderService(), "order.reply-deadline", "2s", "2m");
        this.platform.orderService().restart();
        this.platform.inventoryService().pause();

        String id = place(sku, 1).getFirst().text("id");

        Eventually.status(this.alice, id, "CANCELLED");
        assertThat(this.alice.get("/api/orders/" + id).text("reason")).isNotBlank();
        this.platform.inventoryService().resume();
        this.platform.heal();
        this.platform.awaitRest();
        assertThat(this.platform.evidence().movements()).filteredOn((move) -> move.orderId().equals(id))
            .extracting("kind")
            .as("inventory must have reserved the order late, or this test proves nothing")
            .containsExactly("RESERVED", "RELEASED");
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("10/0/0"));
        assertThat(this.alice.statusOf(id)).isEqualTo("CANCELLED");
    }

    @Test
    void a_breaker_opens_with_retry_after_and_closes_by_itself() {
        String sku = Goods.stocked(this.shop, 1);
        assertThat(this.platform.breaker("order-reads")).isEqualTo("CLOSED");
        this.platform.orderService().kill();

        Response refused = Eventually.waiting()
            .until(() -> this.alice.get("/api/orders"),
                    (response) -> this.platform.breaker("order-reads").equals("OPEN"));

        refused.expectProblem(503, "service-unavailable");
        Response open = this.alice.get("/api/orders").expectProblem(503, "service-unavailable");
        assertThat(open.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(open.took()).isLessThan(Duration.ofSeconds(1));
        assertThat(this.platform.breaker("product-reads")).isEqualTo("CLOSED");
        this.shop.anyone().get("/api/products/" + sku).expect(200);
        this.shop.as("wendy").post("/api/products/" + sku + "/restock", "{\"quantity\":1}").expect(200);
        Eventually.asserted(() -> assertThat(this.platform.breaker("order-reads")).isEqualTo("HALF_OPEN"));
        this.platform.orderService().start();
        Eventually.waiting().until(() -> this.alice.get("/api/orders"), (response) -> response.status() == 200);
        Eventually.asserted(() -> {
            this.alice.get("/api/orders").expect(200);
            assertThat(this.platform.breaker("order-reads")).isEqualTo("CLOSED");
        });
    }

    @Test
    void after_a_restart_of_the_database_orders_are_accepted_again() {
        String sku = this.platform.knownProduct(5);
        this.platform.stopPostgres();

        Response during = this.alice.order(sku, 1);

        assertThat(during.status()).isIn(503, 504);
        assertThat(during.header("Retry-After")).matches("[0-9]+");
        this.platform.startPostgres();
        String id = Eventually.waiting()
            .until(() -> this.alice.order(sku, 1), (response) -> response.status() == 201)
            .text("id");
        Eventually.status(this.alice, id, "CONFIRMED");
    }

    private List<Response> place(String sku, int count) {
        return IntStream.range(0, count).mapToObj((i) -> this.alice.order(sku, 1).expect(201)).toList();
    }

}
