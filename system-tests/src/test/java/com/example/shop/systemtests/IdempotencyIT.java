package com.example.shop.systemtests;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Duplicate requests make one order.
class IdempotencyIT {

    private static final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = platform.shop();

    private final Session alice = this.shop.as("alice");

    @AfterAll
    static void every_promise_is_kept() {
        platform.assertEveryPromiseIsKept();
    }

    @Test
    void a_duplicate_placement_gets_the_stored_response() {
        String body = Session.body(Goods.stocked(this.shop, 10), 1);
        String key = Session.newKey();
        Response first = this.alice.order(key, body).expect(201);
        Eventually.status(this.alice, first.text("id"), "CONFIRMED");

        Response second = this.alice.order(key, body).expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void a_key_for_another_body_is_refused() {
        String sku = Goods.stocked(this.shop, 10);
        String key = Session.newKey();
        this.alice.order(key, Session.body(sku, 1)).expect(201);

        Response other = this.alice.order(key, Session.body(sku, 2));

        other.expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void two_customers_may_have_the_same_key() {
        String body = Session.body(Goods.stocked(this.shop, 10), 1);
        String key = Session.newKey();
        String alices = this.alice.order(key, body).expect(201).text("id");

        String bobs = this.shop.as("bob").order(key, body).expect(201).text("id");

        assertThat(bobs).isNotEqualTo(alices);
    }

    @Test
    void a_placement_without_a_key_is_refused() {
        String body = Session.body(Goods.stocked(this.shop, 10), 1);

        Response response = this.alice.post("/api/orders", body);

        response.expectProblem(400, "idempotency-key-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"\"", "two words" })
    void an_invalid_key_is_refused(String key) {
        String body = Session.body(Goods.stocked(this.shop, 10), 1);

        Response response = this.alice.order(key, body);

        response.expectProblem(400, "idempotency-key-invalid");
    }

    @Test
    void a_key_that_is_too_long_is_refused() {
        String body = Session.body(Goods.stocked(this.shop, 10), 1);

        Response response = this.alice.order("k".repeat(256), body);

        response.expectProblem(400, "idempotency-key-invalid");
    }

    @Test
    void the_same_key_twenty_times_at_once_makes_one_order() {
        String body = Session.body(platform.knownProduct(50), 1);
        String key = Session.newKey();

        List<Response> responses = Crowd.of(20, (client) -> this.alice.order(key, body));

        Map<Integer, List<Response>> byStatus = responses.stream().collect(Collectors.groupingBy(Response::status));
        assertThat(byStatus.keySet()).as(responses.toString()).contains(201).isSubsetOf(Set.of(201, 409));
        assertThat(byStatus.get(201)).extracting(Response::body)
            .containsOnly(
                    responses.stream().filter((response) -> response.status() == 201).findFirst().orElseThrow().body());
        for (Response busy : byStatus.getOrDefault(409, List.of())) {
            busy.expectProblem(409, "idempotency-in-progress");
            assertThat(busy.header("Retry-After")).matches("[0-9]+");
        }
    }

    @Test
    void a_key_is_remembered_across_a_restart() {
        String body = Session.body(Goods.stocked(this.shop, 10), 1);
        String key = Session.newKey();
        Response first = this.alice.order(key, body).expect(201);
        platform.orderService().kill();
        platform.orderService().start();

        Response second = Eventually.waiting()
            .until(() -> this.alice.order(key, body), (response) -> response.status() != 503)
            .expect(201);

        assertThat(second.body()).isEqualTo(first.body());
    }

}
