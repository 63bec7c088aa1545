package com.example.shop.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The normal operations of the platform. Start reading here.
class MainFlowIT {

    private static final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = platform.shop();

    private final Session alice = this.shop.as("alice");

    private final Session wendy = this.shop.as("wendy");

    @AfterAll
    static void every_promise_is_kept() {
        platform.assertEveryPromiseIsKept();
    }

    @Test
    void an_order_is_placed_then_confirmed_then_shipped() {
        String sku = Goods.stocked(this.shop, 10);

        Response placed = this.alice.order(sku, 2).expect(201);

        String id = placed.text("id");
        assertThat(placed.header("Location")).endsWith("/api/orders/" + id);
        assertThat(placed.text("status")).isEqualTo("PENDING");
        assertThat(placed.text("customerId")).isEqualTo("alice");
        assertThat(placed.json().at("/lines/0/total/amount").asString()).isEqualTo("25.00");
        assertThat(placed.json().at("/total").toString()).isEqualTo("{\"amount\":\"25.00\",\"currency\":\"EUR\"}");
        assertThat(placed.json().at("/id").asString()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]+");
        Eventually.status(this.alice, id, "CONFIRMED");
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("8/2/0"));
        Response shipment = ship(id);
        assertThat(shipment.text("orderId")).isEqualTo(id);
        assertThat(shipment.text("status")).isEqualTo("SHIPPED");
        Eventually.status(this.alice, id, "SHIPPED");
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("8/0/2"));
        assertThat(history(id)).containsExactly("PENDING", "CONFIRMED", "SHIPPED");
    }

    @Test
    void a_repeated_shipment_happens_once() {
        String sku = Goods.stocked(this.shop, 10);
        String id = confirmed(sku, 2);

        Response first = ship(id);
        Response second = this.wendy.post("/api/orders/" + id + "/shipment").expect(200);

        assertThat(second.body()).isEqualTo(first.body());
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("8/0/2"));
    }

    @Test
    void an_order_for_more_than_there_is_is_rejected_and_names_the_lines() {
        String plenty = Goods.stocked(this.shop, 10);
        String scarce = Goods.stocked(this.shop, 1);

        Response placed = this.alice.order(Session.newKey(), """
                {"lines":[{"sku":"%s","quantity":1},{"sku":"%s","quantity":2}]}""".formatted(plenty, scarce))
            .expect(201);

        String id = placed.text("id");
        Eventually.status(this.alice, id, "REJECTED");
        String reason = this.alice.get("/api/orders/" + id).text("reason");
        assertThat(reason).contains(scarce).doesNotContain(plenty);
        assertThat(history(id)).containsExactly("PENDING", "REJECTED");
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, plenty)).isEqualTo("10/0/0"));
        this.wendy.post("/api/orders/" + id + "/shipment").expectProblem(409, "order-not-ready-to-ship");
        cancel(this.alice, id).expectProblem(409, "order-cannot-change");
    }

    @Test
    void a_cancelled_order_gives_its_goods_back() {
        String sku = Goods.stocked(this.shop, 10);
        String id = confirmed(sku, 3);

        Response response = this.alice.post("/api/orders/" + id + "/cancellation", """
                {"reason":"wrong <b>colour</b> \\u2603"}""").expect(202);

        assertThat(response.text("status")).isIn("CANCELLING", "CANCELLED");
        Eventually.status(this.alice, id, "CANCELLED");
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("10/0/0"));
        assertThat(history(id)).containsExactly("PENDING", "CONFIRMED", "CANCELLING", "CANCELLED");
        assertThat(this.alice.get("/api/orders/" + id + "/history").body()).contains("wrong <b>colour</b> \u2603");
        this.wendy.post("/api/orders/" + id + "/shipment").expectProblem(409, "order-not-ready-to-ship");
    }

    @Test
    void an_order_can_be_cancelled_before_or_after_the_reply_to_it() {
        String sku = Goods.stocked(this.shop, 10);
        String id = this.alice.order(sku, 3).expect(201).text("id");

        cancel(this.alice, id).expect(202);

        Eventually.status(this.alice, id, "CANCELLED");
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("10/0/0"));
    }

    @Test
    void a_shipped_order_cannot_be_cancelled() {
        String id = confirmed(Goods.stocked(this.shop, 10), 1);
        ship(id);
        Eventually.status(this.alice, id, "SHIPPED");

        Response response = cancel(this.alice, id);

        response.expectProblem(409, "order-cannot-change");
    }

    @Test
    void restocked_goods_can_be_ordered() {
        String sku = Goods.stocked(this.shop, 0);
        String tooEarly = this.alice.order(sku, 5).expect(201).text("id");
        Eventually.status(this.alice, tooEarly, "REJECTED");

        Map<String, String> key = Map.of("Idempotency-Key", Session.newKey());
        Response first = this.wendy.send("POST", restock(sku), key, "{\"quantity\":5}").expect(200);
        Response again = this.wendy.send("POST", restock(sku), key, "{\"quantity\":5}").expect(200);

        assertThat(first.json().at("/stock/onHand").asLong()).isEqualTo(5);
        assertThat(again.json().at("/stock/onHand").asLong()).isEqualTo(5);
        confirmed(sku, 5);
    }

    @Test
    void a_new_price_applies_to_new_orders() {
        String sku = Goods.stocked(this.shop, 10);
        Response before = this.alice.order(sku, 1).expect(201);

        this.wendy.send("PUT", "/api/products/" + sku + "/price", Map.of(), """
                {"amount":"9.99","currency":"EUR"}""").expect(200);

        Eventually.asserted(() -> assertThat(this.alice.order(sku, 1).expect(201).json().at("/total/amount").asString())
            .isEqualTo("9.99"));
        assertThat(this.alice.get("/api/orders/" + before.text("id")).json().at("/total/amount").asString())
            .isEqualTo("12.50");
    }

    @Test
    void a_product_can_be_added_once() {
        String sku = Goods.stocked(this.shop, 1);

        Response again = this.wendy.post("/api/products", """
                {"sku":"%s","name":"Another","unitPrice":{"amount":"1.00","currency":"EUR"},"onHand":1}"""
            .formatted(sku));

        again.expectProblem(409, "product-exists");
    }

    @Test
    void the_pages_list_each_product_once() {
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            mine.add(Goods.stocked(this.shop, 1));
        }

        List<String> listed = pages(this.shop.anyone(), "/api/products?size=7", "sku");

        assertThat(listed).doesNotHaveDuplicates().containsAll(mine);
    }

    @Test
    void a_customer_finds_the_orders_newest_first_and_by_status() {
        String sku = Goods.stocked(this.shop, 4);
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            mine.addFirst(confirmed(sku, 1));
        }
        cancel(this.alice, mine.getLast()).expect(202);
        Eventually.status(this.alice, mine.getLast(), "CANCELLED");

        List<String> listed = pages(this.alice, "/api/orders?size=3", "id");
        List<String> cancelled = pages(this.alice, "/api/orders?size=50&status=CANCELLED", "id");

        assertThat(listed).doesNotHaveDuplicates().containsSubsequence(mine);
        assertThat(cancelled).contains(mine.getLast()).doesNotContainAnyElementsOf(mine.subList(0, 3));
        assertThat(pages(this.shop.as("bob"), "/api/orders?size=50", "id")).doesNotContainAnyElementsOf(mine);
        assertThat(pages(this.shop.as("olga"), "/api/orders?size=100", "id")).containsSubsequence(mine);
    }

    private String confirmed(String sku, int quantity) {
        String id = this.alice.order(sku, quantity).expect(201).text("id");
        Eventually.status(this.alice, id, "CONFIRMED");
        return id;
    }

    // The customer sees the confirmation a moment before inventory handles
    // OrderConfirmed.
    private Response ship(String id) {
        return Eventually.waiting()
            .until(() -> this.wendy.post("/api/orders/" + id + "/shipment"), (response) -> response.status() != 409)
            .expect(200);
    }

    private static Response cancel(Session session, String id) {
        return session.post("/api/orders/" + id + "/cancellation");
    }

    private static String restock(String sku) {
        return "/api/products/" + sku + "/restock";
    }

    private List<String> history(String id) {
        JsonNode items = this.alice.get("/api/orders/" + id + "/history").expect(200).json().path("items");
        return items.valueStream().map((item) -> item.path("status").asString()).collect(Collectors.toList());
    }

    private static List<String> pages(Session session, String path, String field) {
        List<String> found = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = session.get(path + (next.isEmpty() ? "" : "&after=" + next)).expect(200).json();
            page.path("items").forEach((item) -> found.add(item.path(field).asString()));
            next = page.path("next").asString("");
        }
        while (!next.isEmpty());
        return found;
    }

}
