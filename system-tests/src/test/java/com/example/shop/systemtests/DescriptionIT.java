package com.example.shop.systemtests;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Checks the API against its description. The client checks every response, in all tests; this test makes sure that every
/// operation is called.
class DescriptionIT {

    private final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = this.platform.shop();

    @Test
    void every_operation_that_is_described_works() {
        Session alice = this.shop.as("alice");
        Session wendy = this.shop.as("wendy");
        Session olga = this.shop.as("olga");
        this.shop.token("bob", "bob-secret").expect(200);
        String sku = Goods.stocked(this.shop, 10);
        this.shop.anyone().get("/api/products").expect(200);
        this.shop.anyone().get("/api/products/" + sku).expect(200);
        wendy.send("PUT", "/api/products/" + sku + "/price", Map.of(), "{\"amount\":\"2.00\",\"currency\":\"EUR\"}")
            .expect(200);
        wendy.post("/api/products/" + sku + "/restock", "{\"quantity\":1}").expect(200);
        String shipped = alice.order(sku, 1).expect(201).text("id");
        String cancelled = alice.order(sku, 1).expect(201).text("id");
        alice.post("/api/orders/" + cancelled + "/cancellation", "{\"reason\":\"none\"}").expect(202);
        Eventually.waiting()
            .until(() -> wendy.post("/api/orders/" + shipped + "/shipment"), (response) -> response.status() == 200);
        alice.get("/api/orders").expect(200);
        alice.get("/api/orders/" + shipped).expect(200);
        alice.get("/api/orders/" + shipped + "/history").expect(200);
        for (String topic : Set.of("order.events", "inventory.events", "inventory.products")) {
            olga.get("/api/operations/dead-letters/" + topic).expect(200);
            olga.post("/api/operations/dead-letters/" + topic + "/replay").expect(200);
            olga.get("/api/operations/parked-events/" + topic).expect(200);
        }

        Set<String> missing = new TreeSet<>(this.shop.description().operations());
        missing.removeAll(this.shop.description().exercised());

        // Discarding and releasing need an event that Kafka refuses; a test of the outbox
        // covers them.
        assertThat(missing).containsExactly("DELETE /api/operations/parked-events/{topic}/{id}",
                "POST /api/operations/parked-events/{topic}/{id}/release");
        String event = "/api/operations/parked-events/order.events/01933b6c-0000-7000-8000-000000000000";
        olga.send("DELETE", event, Map.of(), null).expectProblem(404, "not-found");
        olga.post(event + "/release").expectProblem(404, "not-found");
    }

    @Test
    void there_is_a_page_to_try_the_api() {
        this.shop.anyone().get("/docs/").expect(200);
    }

}
