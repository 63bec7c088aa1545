package com.example.shop.order.placement;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.order.HttpCaller.Response;
import com.example.shop.order.OrderServiceTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class IdempotencyIT extends OrderServiceTestBase {

    @Test
    void a_duplicate_gets_the_stored_response_byte_by_byte() {
        String body = lines(Map.of(product("12.50"), 3));
        String key = newKey();
        Response first = place(this.alice, body, key);
        INVENTORY.reserve(idOf(first));

        Response second = place(this.alice, body, key);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(ordersOfAlice()).isEqualTo(1);
    }

    @Test
    void white_space_field_order_and_quotes_around_the_key_do_not_make_a_different_request() {
        String sku = product("12.50");
        Response first = place(this.alice, lines(Map.of(sku, 3)), "a-key");

        Response second = place(this.alice,
                " { \"lines\" : [ { \"quantity\" : 3 , \"sku\" : \"%s\" } ] } ".formatted(sku), "\"a-key\"");

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(ordersOfAlice()).isEqualTo(1);
    }

    @Test
    void the_same_key_with_other_content_is_refused() {
        String sku = product("12.50");
        String key = newKey();
        place(this.alice, lines(Map.of(sku, 3)), key);

        Response other = place(this.alice, lines(Map.of(sku, 4)), key);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(ordersOfAlice()).isEqualTo(1);
    }

    @Test
    void customers_do_not_share_keys() {
        String body = lines(Map.of(product("12.50"), 3));
        String key = newKey();
        Response alices = place(this.alice, body, key);

        Response bobs = place(this.bob, body, key);

        assertThat(bobs.status()).isEqualTo(201);
        assertThat(bobs.header("Idempotency-Replayed")).isEmpty();
        assertThat(idOf(bobs)).isNotEqualTo(idOf(alices));
    }

    @Test
    void twenty_requests_with_the_same_key_at_once_place_one_order() throws Exception {
        String body = lines(Map.of(product("12.50"), 3));
        String key = newKey();

        List<Response> responses = atOnce(IntStream.range(0, 20)
            .<Callable<Response>>mapToObj((_) -> () -> place(this.alice, body, key))
            .toList());

        assertThat(responses).map(Response::status).isSubsetOf(201, 409).contains(201);
        assertThat(responses).filteredOn((response) -> response.status() == 409)
            .allSatisfy((response) -> assertThat(response.header("Retry-After")).isEqualTo("1"))
            .allSatisfy((response) -> assertThat(response.problem()).isEqualTo("idempotency-in-progress"));
        assertThat(responses).filteredOn((response) -> response.status() == 201)
            .map(Response::text)
            .hasSizeLessThanOrEqualTo(20)
            .containsOnly(place(this.alice, body, key).text());
        assertThat(ordersOfAlice()).isEqualTo(1);
        assertThat(eventsOf(idOf(place(this.alice, body, key)), 1)).hasExactlyElementsOfTypes(OrderPlaced.class);
    }

    @Test
    void a_duplicate_that_arrives_while_the_first_is_running_gets_409_and_retry_after() throws Exception {
        String sku = newSku();
        INVENTORY.has(sku, "3.00");
        INVENTORY.hold();
        String key = newKey();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> first = threads.submit(() -> place(this.alice, lines(Map.of(sku, 1)), key));
            await().until(() -> INVENTORY.timesAskedFor(sku) > 0);

            Response duplicate = place(this.alice, lines(Map.of(sku, 1)), key);
            INVENTORY.answerEverything();

            assertThat(duplicate.status()).isEqualTo(409);
            assertThat(duplicate.header("Retry-After")).isEqualTo("1");
            assertThat(first.get().status()).isEqualTo(201);
            assertThat(place(this.alice, lines(Map.of(sku, 1)), key).text()).isEqualTo(first.get().text());
        }
    }

    @Test
    void a_request_whose_duplicate_commits_first_at_another_instance_gets_the_stored_response() throws Exception {
        String body = lines(Map.of(product("3.00"), 1));
        String key = newKey();
        String keyOfDuplicate = newKey();
        Response duplicate = place(this.alice, body, keyOfDuplicate);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {

            Future<Response> late = this.transactions.execute((_) -> {
                this.jdbc.sql("update messaging.stored_response set key = ? where key = ?")
                    .params(key, keyOfDuplicate)
                    .update();
                Future<Response> waiting = threads.submit(() -> place(this.alice, body, key));
                await().until(this::isSomeoneWaitingForTheKey);
                return waiting;
            });

            assertThat(late).isNotNull();
            assertThat(late.get().status()).isEqualTo(201);
            assertThat(late.get().header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(late.get().text()).isEqualTo(duplicate.text());
            assertThat(ordersOfAlice()).isEqualTo(1);
        }
    }

    @Test
    void a_request_whose_key_is_committed_with_other_content_at_another_instance_is_refused() throws Exception {
        String sku = product("3.00");
        String key = newKey();
        String keyOfDuplicate = newKey();
        place(this.alice, lines(Map.of(sku, 1)), keyOfDuplicate);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {

            Future<Response> late = this.transactions.execute((_) -> {
                this.jdbc.sql("update messaging.stored_response set key = ? where key = ?")
                    .params(key, keyOfDuplicate)
                    .update();
                Future<Response> waiting = threads.submit(() -> place(this.alice, lines(Map.of(sku, 2)), key));
                await().until(this::isSomeoneWaitingForTheKey);
                return waiting;
            });

            assertThat(late).isNotNull();
            assertThat(late.get().problem()).isEqualTo("idempotency-key-reused");
            assertThat(ordersOfAlice()).isEqualTo(1);
        }
    }

    private boolean isSomeoneWaitingForTheKey() {
        return this.jdbc.sql("""
                select exists (
                    select from pg_stat_activity
                    where wait_event_type = 'Lock' and query like '%INSERT INTO messaging.stored_response%'
                )
                """).query(Boolean.class).single();
    }

    @Test
    void a_refused_order_leaves_its_key_free() {
        String sku = newSku();
        String key = newKey();
        assertThat(place(this.alice, lines(Map.of(sku, 1)), key).status()).isEqualTo(422);

        sendProduct(sku, 1, "New tea", "1.00", "EUR");

        assertThat(place(this.alice, lines(Map.of(sku, 1)), key).status()).isEqualTo(201);
    }

    @Test
    void an_order_needs_a_key() {
        Response response = this.alice.post("/api/orders", lines(Map.of("TEA-001", 1)));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("idempotency-key-missing");
        assertThat(ordersOfAlice()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\"\"", "two words", "tab\tbed" })
    void a_key_consists_of_visible_ascii(String key) {
        assertThat(place(this.alice, lines(Map.of(product("1.00"), 1)), key)).satisfies(IdempotencyIT::isInvalidKey);
        assertThat(ordersOfAlice()).isZero();
    }

    @Test
    void a_key_has_a_maximum_length() {
        String body = lines(Map.of(product("1.00"), 1));

        assertThat(place(this.alice, body, "k".repeat(256))).satisfies(IdempotencyIT::isInvalidKey);
        assertThat(place(this.alice, body, "k".repeat(255)).status()).isEqualTo(201);
    }

    @Test
    void two_keys_in_one_request_are_refused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/api/orders"))
            .header("Authorization", "Bearer " + ISSUER.token(this.aliceId, "CUSTOMER"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "one")
            .header("Idempotency-Key", "two")
            .POST(HttpRequest.BodyPublishers.ofString(lines(Map.of(product("1.00"), 1))))
            .build();

        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(400);
        }
        assertThat(ordersOfAlice()).isZero();
    }

    private long ordersOfAlice() {
        return this.jdbc.sql("select count(*) from orders where customer_id = ?")
            .param(this.aliceId)
            .query(Long.class)
            .single();
    }

    private static void isInvalidKey(Response response) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("idempotency-key-invalid");
    }

}
