package com.example.shop.gateway.forwarding;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.shop.gateway.RunningGateway;
import com.example.shop.gateway.StubService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ResilienceTest extends RunningGateway {

    /// Ten failed attempts open a breaker; a POST is one attempt.
    private static final int ENOUGH = 10;

    private static final int AT_A_TIME = 12;

    private static final StubService.Behaviour HANG = (_) -> new CountDownLatch(1).await();

    private static final StubService.Behaviour HANG_UP = (_) -> {
    };

    @Test
    void a_breaker_opens_lets_a_few_try_later_and_closes_when_they_succeed() {
        ORDER.responds(500, "{}");
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(order().statusCode()).isEqualTo(500);
        }
        assertThat(stateOfBreaker("order-changes")).isEqualTo("OPEN");

        long start = System.nanoTime();
        HttpResponse<String> refused = order();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(problemOf(refused)).isEqualTo("503 service-unavailable");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(ORDER.asked()).hasSize(ENOUGH);

        await().atMost(Duration.ofSeconds(10))
            .untilAsserted(() -> assertThat(stateOfBreaker("order-changes")).isEqualTo("HALF_OPEN"));
        ORDER.responds(201, "{}");
        for (int i = 0; i < 3; i++) {
            assertThat(order().statusCode()).isEqualTo(201);
        }
        assertThat(stateOfBreaker("order-changes")).isEqualTo("CLOSED");
    }

    @Test
    void a_breaker_that_is_half_open_opens_again_when_the_few_fail() {
        ORDER.responds(500, "{}");
        for (int i = 0; i < ENOUGH; i++) {
            order();
        }
        await().atMost(Duration.ofSeconds(10))
            .untilAsserted(() -> assertThat(stateOfBreaker("order-changes")).isEqualTo("HALF_OPEN"));

        for (int i = 0; i < 3; i++) {
            order();
        }

        assertThat(stateOfBreaker("order-changes")).isEqualTo("OPEN");
    }

    @Test
    void an_open_breaker_leaves_the_other_service_and_the_other_routes_alone() {
        ORDER.responds(500, "{}");
        for (int i = 0; i < ENOUGH; i++) {
            order();
        }
        ORDER.responds(200, "{}");

        assertThat(order().statusCode()).isEqualTo(503);
        assertThat(get("/api/orders", Caller.alice).statusCode()).isEqualTo(200);
        assertThat(get("/api/products").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/api/orders/1/shipment", Caller.wendy, "").statusCode()).isEqualTo(200);
    }

    @Test
    void breaker_states_are_in_the_metrics() {
        assertThat(management("/actuator/prometheus").body()).contains(
                "resilience4j_circuitbreaker_state{application=\"gateway\",name=\"order-changes\",state=\"closed\"} 1.0");
    }

    @Test
    void an_open_breaker_does_not_make_the_gateway_unhealthy() {
        ORDER.responds(500, "{}");
        for (int i = 0; i < ENOUGH; i++) {
            order();
        }

        assertThat(json(management("/actuator/health")).get("status").asString()).isEqualTo("UP");
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = { 400, 404, 409, 422, 429 })
    void a_response_in_the_four_hundreds_is_no_failure_of_the_service(int status) {
        ORDER.responds(status, "{}");

        for (int i = 0; i < ENOUGH + 1; i++) {
            assertThat(order().statusCode()).isEqualTo(status);
        }

        assertThat(ORDER.asked()).hasSize(ENOUGH + 1);
    }

    @Test
    void a_service_that_says_when_to_come_back_is_passed_on_and_not_cut_off() {
        ORDER.responds(503,
                "{\"status\":503,\"type\":\"/problems/service-unavailable\",\"detail\":\"from the service\"}",
                "Retry-After", "7");

        for (int i = 0; i < ENOUGH + 1; i++) {
            assertThat(order().body()).contains("from the service");
        }
        HttpResponse<String> read = get("/api/orders", Caller.alice);

        assertThat(read.body()).contains("from the service");
        assertThat(header(read, "Retry-After")).isEqualTo("7");
        assertThat(ORDER.asked()).filteredOn((asked) -> asked.method().equals("POST")).hasSize(ENOUGH + 1);
        assertThat(ORDER.asked()).filteredOn((asked) -> asked.method().equals("GET")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "GET, /api/orders, 2", "PUT, /api/products/A/price, 2", "POST, /api/orders, 1",
            "POST, /api/products/A/restock, 1" })
    void a_request_is_repeated_once_if_and_only_if_it_is_idempotent(String method, String path, int attempts) {
        ORDER.responds(500, "{}");
        INVENTORY.responds(500, "{}");

        HttpResponse<String> response = send(method, path, Caller.alice, method.equals("GET") ? "" : "{\"n\":1}",
                "Idempotency-Key", "key");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(ORDER.asked().size() + INVENTORY.asked().size()).isEqualTo(attempts);
    }

    @Test
    void the_second_attempt_sends_the_same_body_and_its_response_counts() {
        AtomicInteger attempts = new AtomicInteger();
        INVENTORY.does((exchange) -> StubService.response((attempts.incrementAndGet() == 1) ? 503 : 200, "{}")
            .respond(exchange));

        HttpResponse<String> response = send("PUT", "/api/products/A/price", Caller.wendy, "{\"amount\":\"1.00\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(INVENTORY.asked()).hasSize(2)
            .allSatisfy((asked) -> assertThat(asked.body()).isEqualTo("{\"amount\":\"1.00\"}"));
    }

    @ParameterizedTest
    @CsvSource({ "GET, /api/orders, 2", "POST, /api/orders, 1" })
    void a_connection_that_breaks_is_a_503_after_as_many_attempts_as_are_allowed(String method, String path,
            int attempts) {
        send(method, path, Caller.alice, "");
        int before = ORDER.asked().size();
        ORDER.does(HANG_UP);

        HttpResponse<String> response = send(method, path, Caller.alice, "");

        assertThat(problemOf(response)).isEqualTo("503 service-unavailable");
        assertThat(header(response, "Retry-After")).isEqualTo("1");
        assertThat(ORDER.asked()).hasSize(before + attempts);
    }

    @Test
    void a_service_that_is_away_is_a_503_at_once() {
        ORDER.stop();

        HttpResponse<String> response = order();

        assertThat(problemOf(response)).isEqualTo("503 service-unavailable");
        assertThat(header(response, "Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({ "GET, /api/orders", "POST, /api/orders" })
    void a_service_that_does_not_answer_in_time_is_a_504_and_is_not_asked_again(String method, String path) {
        ORDER.does(HANG);
        long start = System.nanoTime();

        HttpResponse<String> response = send(method, path, Caller.alice, "");

        assertThat(problemOf(response)).isEqualTo("504 gateway-timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900),
                Duration.ofSeconds(4));
        assertThat(ORDER.asked()).hasSize(1);
    }

    @Test
    void a_service_that_stops_in_the_middle_of_its_response_is_a_504_and_no_half_response() {
        ORDER.does((exchange) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"half\":".getBytes());
            exchange.getResponseBody().flush();
            HANG.respond(exchange);
        });

        HttpResponse<String> response = get("/api/orders", Caller.alice);

        assertThat(problemOf(response)).isEqualTo("504 gateway-timeout");
    }

    @Test
    void both_attempts_together_stay_within_the_time_limit() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        ORDER.does((exchange) -> {
            if (attempts.incrementAndGet() == 1) {
                never.await(900, TimeUnit.MILLISECONDS);
                StubService.response(500, "{}").respond(exchange);
            }
            else {
                never.await();
            }
        });
        long start = System.nanoTime();

        HttpResponse<String> response = get("/api/orders", Caller.alice);

        assertThat(problemOf(response)).isEqualTo("504 gateway-timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1800));
    }

    @Test
    void timeouts_open_the_breaker_too() {
        ORDER.does(HANG);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < ENOUGH; i++) {
                threads.submit(this::order);
            }
        }

        assertThat(problemOf(order())).isEqualTo("503 service-unavailable");
        assertThat(ORDER.asked()).hasSize(ENOUGH);
    }

    @Test
    void requests_beyond_those_that_may_wait_for_a_service_are_refused_at_once() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        ORDER.does((exchange) -> {
            release.await();
            StubService.response(200, "{}").respond(exchange);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_A_TIME; i++) {
                threads.submit(this::order);
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> ORDER.asked().size() == AT_A_TIME);

            HttpResponse<String> refused = order();
            HttpResponse<String> elsewhere = get("/api/products");

            release.countDown();
            assertThat(problemOf(refused)).isEqualTo("503 service-unavailable");
            assertThat(elsewhere.statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> order() {
        return send("POST", "/api/orders", Caller.alice, "{}", "Idempotency-Key", "key");
    }

    private String stateOfBreaker(String route) {
        return json(management("/actuator/health"))
            .at("/components/circuitBreakers/details/" + route + "/details/state")
            .asString();
    }

}
