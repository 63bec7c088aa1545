package com.example.shop.order.catalogue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.example.shop.common.contracts.inventory.v1.ProductChanged;
import com.example.shop.order.HttpCaller.Response;
import com.example.shop.order.OrderServiceTestBase;
import com.example.shop.order.SimulatedInventory;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CatalogueIT extends OrderServiceTestBase {

    @Test
    void a_product_that_is_not_in_the_copy_is_fetched_once_and_stored() {
        String sku = newSku();
        INVENTORY.has(sku, "3.00");

        Response first = place(this.alice, lines(Map.of(sku, 2)), newKey());
        Response second = place(this.alice, lines(Map.of(sku, 1)), newKey());

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().path("total").path("amount").asString()).isEqualTo("6.00");
        assertThat(second.status()).isEqualTo(201);
        assertThat(INVENTORY.timesAskedFor(sku)).isEqualTo(1);
    }

    @Test
    void a_product_that_is_in_the_copy_is_never_fetched() {
        String sku = product("12.50");
        INVENTORY.has(sku, "3.00");

        Response response = place(this.alice, lines(Map.of(sku, 1)), newKey());

        assertThat(response.body().path("total").path("amount").asString()).isEqualTo("12.50");
        assertThat(INVENTORY.timesAskedFor(sku)).isZero();
    }

    @Test
    void any_event_is_newer_than_a_product_fetched_over_http() {
        String sku = newSku();
        INVENTORY.has(sku, "3.00");
        order(sku, 1);

        sendProduct(sku, 1, "Black tea", "4.00", "EUR");

        assertThat(priceOf(sku)).isEqualTo("4.00");
    }

    @Test
    void an_older_version_that_arrives_late_changes_nothing() {
        String sku = newSku();
        sendProduct(sku, 3, "Newest", "3.00", "EUR");

        sendProduct(sku, 2, "Older", "2.00", "EUR");
        sendProduct(sku, 3, "A copy", "2.50", "EUR");

        assertThat(priceOf(sku)).isEqualTo("3.00");
        sendProduct(sku, 5, "Newer yet", "5.00", "EUR");
        assertThat(priceOf(sku)).isEqualTo("5.00");
    }

    @Test
    void an_invalid_event_changes_nothing_and_does_not_block_other_events() {
        String sku = newSku();

        INVENTORY.sendAndWait(new ProductChanged("no sku", 1, SimulatedInventory.AT, "Bad", BigDecimal.ONE, "EUR"));
        INVENTORY.sendAndWait(new ProductChanged(sku, 1, SimulatedInventory.AT, "Bad", BigDecimal.ONE, "XXXX"));
        sendProduct(sku, 2, "Good", "2.00", "EUR");

        assertThat(priceOf(sku)).isEqualTo("2.00");
    }

    @Test
    void products_that_do_not_exist_are_named() {
        String known = product("1.00");
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put(newSku(), 1);
        wanted.put(known, 1);
        wanted.put(newSku(), 1);

        Response response = place(this.alice, lines(wanted), newKey());

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("unknown-product");
        assertThat(response.pointers()).isEqualTo("[/lines/0/sku, /lines/2/sku]");
        assertNothingStored();
    }

    @Test
    void a_failed_call_is_retried_at_most_twice() {
        String sku = newSku();
        INVENTORY.has(sku, "3.00");

        INVENTORY.failNext(2);
        assertThat(place(this.alice, lines(Map.of(sku, 1)), newKey()).status()).isEqualTo(201);
        assertThat(INVENTORY.timesAskedFor(sku)).isEqualTo(3);

        String other = newSku();
        INVENTORY.has(other, "3.00");
        INVENTORY.failNext(100);
        assertThat(place(this.alice, lines(Map.of(other, 1)), newKey()).status()).isEqualTo(503);
        assertThat(INVENTORY.timesAskedFor(other)).isEqualTo(3);
    }

    @Test
    void without_inventory_an_order_for_an_unknown_product_stores_nothing_and_known_ones_are_accepted() {
        String known = product("1.00");
        String unknown = newSku();
        INVENTORY.has(unknown, "3.00");
        INVENTORY.failNext(1000);
        String key = newKey();

        Response response = place(this.alice, lines(Map.of(known, 1, unknown, 1)), key);

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.problem()).isEqualTo("service-unavailable");
        assertThat(response.header("Retry-After")).isEqualTo("5");
        assertNothingStored();
        assertThat(place(this.alice, lines(Map.of(known, 1)), newKey()).status()).isEqualTo(201);
        INVENTORY.answerEverything();
        assertThat(place(this.alice, lines(Map.of(known, 1, unknown, 1)), key).status()).isEqualTo(201);
    }

    @Test
    void an_order_waits_no_longer_than_the_time_limit_for_all_its_products_together() {
        INVENTORY.holdEachFor(Duration.ofMillis(300));
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            wanted.put(newSku(), 1);
        }
        Instant start = Instant.now();

        Response response = place(this.alice, lines(wanted), newKey());

        assertThat(response.status()).isEqualTo(503);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
        assertNothingStored();
    }

    @Test
    void many_orders_for_unknown_products_do_not_block_orders_for_known_ones() throws Exception {
        String known = product("1.00");
        List<String> flood = IntStream.range(0, 30).mapToObj((_) -> newSku()).toList();
        INVENTORY.hold();

        List<Integer> responses = atOnce(Stream.concat(flood.stream(), Stream.of(known))
            .<Callable<Integer>>map((sku) -> () -> place(this.alice, lines(Map.of(sku, 1)), newKey()).status())
            .toList());

        assertThat(responses.subList(0, 30)).containsOnly(503);
        assertThat(responses.getLast()).isEqualTo(201);
        assertThat(flood.stream().filter((sku) -> INVENTORY.timesAskedFor(sku) > 0)).hasSizeBetween(1, 8);
    }

    @Test
    void the_breaker_opens_allows_a_trial_call_and_closes() {
        String sku = newSku();
        INVENTORY.has(sku, "3.00");
        INVENTORY.failNext(1000);

        // Four orders with three attempts each; the breaker needs at least ten calls.
        for (int i = 0; i < 4; i++) {
            assertThat(place(this.alice, lines(Map.of(newSku(), 1)), newKey()).status()).isEqualTo(503);
        }

        // Open: refused at once, without a call.
        assertThat(breaker().getState()).isEqualTo(State.OPEN);
        Response refused = place(this.alice, lines(Map.of(sku, 1)), newKey());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(INVENTORY.timesAskedFor(sku)).isZero();

        // Half open: the trial calls fail, so it opens again.
        await().until(() -> breaker().getState() == State.HALF_OPEN);
        assertThat(place(this.alice, lines(Map.of(newSku(), 1)), newKey()).status()).isEqualTo(503);
        assertThat(breaker().getState()).isEqualTo(State.OPEN);

        // Half open again: the trial calls succeed, so it closes.
        INVENTORY.answerEverything();
        await().until(() -> breaker().getState() == State.HALF_OPEN);
        await().until(() -> {
            place(this.alice, lines(Map.of(newSku(), 1)), newKey());
            return breaker().getState() == State.CLOSED;
        });
        assertThat(place(this.alice, lines(Map.of(sku, 1)), newKey()).status()).isEqualTo(201);
    }

    @Test
    void products_that_do_not_exist_do_not_open_the_breaker() {
        for (int i = 0; i < 30; i++) {
            place(this.alice, lines(Map.of(newSku(), 1)), newKey());
        }

        assertThat(breaker().getState()).isEqualTo(State.CLOSED);
    }

    private String priceOf(String sku) {
        return this.alice.get("/api/orders/" + order(sku, 1)).body().path("total").path("amount").asString();
    }

    private void assertNothingStored() {
        assertThat(this.jdbc.sql("""
                select (select count(*) from orders where customer_id = :alice)
                     + (select count(*) from messaging.stored_response where caller = :alice)
                """).param("alice", this.aliceId).query(Long.class).single()).isZero();
    }

}
