package com.example.shop.systemtests;

import java.util.ArrayList;
import java.util.List;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Many clients want the same thing at the same time.
class CrowdIT {

    private static final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = platform.shop();

    @AfterAll
    static void every_promise_is_kept() {
        platform.assertEveryPromiseIsKept();
    }

    @Test
    void of_two_hundred_clients_one_gets_the_last_unit() {
        String sku = platform.knownProduct(1);

        List<Session> sessions = List.of(this.shop.as("alice"), this.shop.as("bob"));
        List<String> orders = Crowd.of(200, (client) -> placed(sessions.get(client % 2), sku));

        List<String> ends = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            ends.add(Eventually.status(sessions.get(i % 2), orders.get(i), "CONFIRMED", "REJECTED"));
        }
        assertThat(ends).filteredOn("CONFIRMED"::equals).hasSize(1);
        assertThat(ends).filteredOn("REJECTED"::equals).hasSize(199);
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku)).isEqualTo("0/1/0"));
    }

    @Test
    void of_a_cancellation_and_a_simultaneous_shipment_exactly_one_wins() {
        int orders = 40;
        String sku = platform.knownProduct(orders);
        Session alice = this.shop.as("alice");
        Session wendy = this.shop.as("wendy");
        List<String> ids = Crowd.of(orders, (client) -> placed(alice, sku));
        ids.forEach((id) -> Eventually.status(alice, id, "CONFIRMED"));

        List<Response> responses = Crowd.of(2 * orders, (client) -> {
            String order = "/api/orders/" + ids.get(client / 2);
            return (client % 2 == 0) ? Eventually.response(() -> wendy.post(order + "/shipment"))
                    : Eventually.response(() -> alice.post(order + "/cancellation"));
        });

        List<String> ends = ids.stream().map((id) -> Eventually.status(alice, id, "SHIPPED", "CANCELLED")).toList();
        for (int i = 0; i < orders; i++) {
            // A response that says the goods have left must be true.
            boolean shipped = responses.get(2 * i).status() == 200;
            assertThat(ends.get(i)).isEqualTo(shipped ? "SHIPPED" : "CANCELLED");
        }
        long shipped = ends.stream().filter("SHIPPED"::equals).count();
        Eventually.asserted(() -> assertThat(Goods.stock(this.shop, sku))
            .isEqualTo("%d/0/%d".formatted(orders - shipped, shipped)));
    }

    private static String placed(Session session, String sku) {
        String key = Session.newKey();
        return Eventually.response(() -> session.order(key, Session.body(sku, 1))).expect(201).text("id");
    }

}
