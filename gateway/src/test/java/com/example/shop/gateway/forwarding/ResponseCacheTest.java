package com.example.shop.gateway.forwarding;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.example.shop.gateway.RunningGateway;
import com.example.shop.gateway.StubService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResponseCacheTest extends RunningGateway {

    @Test
    void the_same_address_is_asked_of_the_service_once_in_two_seconds() {
        INVENTORY.responds(200, "{\"sku\":\"A\",\"stock\":1}", "Cache-Control", "no-store", "Pragma", "no-cache");
        HttpResponse<String> first = get("/api/products/A");
        INVENTORY.responds(200, "{\"sku\":\"A\",\"stock\":0}");
        this.time.pass(Duration.ofMillis(1900));

        HttpResponse<String> second = get("/api/products/A");

        assertThat(second.body()).isEqualTo(first.body()).contains("\"stock\":1");
        assertThat(header(first, "Age")).isEqualTo("0");
        assertThat(header(second, "Age")).isEqualTo("1");
        assertThat(second.headers().allValues("Cache-Control")).containsExactly("max-age=2, public");
        assertThat(header(second, "Pragma")).isEmpty();
        assertThat(header(second, "Content-Type")).isEqualTo("application/json");
        assertThat(INVENTORY.asked()).hasSize(1);

        this.time.pass(Duration.ofMillis(200));
        assertThat(get("/api/products/A").body()).contains("\"stock\":0");
        assertThat(INVENTORY.asked()).hasSize(2);
    }

    @Test
    void another_query_is_another_response() {
        get("/api/products?size=1");
        get("/api/products?size=2");
        get("/api/products");
        get("/api/products?size=1");

        assertThat(INVENTORY.asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = { 404, 400, 429 })
    void only_a_200_is_stored(int status) {
        INVENTORY.responds(status, "{}");

        get("/api/products/A");
        get("/api/products/A");

        assertThat(INVENTORY.asked()).hasSize(2);
    }

    @Test
    void a_stored_response_is_served_while_the_service_is_away() {
        get("/api/products/A");
        INVENTORY.stop();

        assertThat(get("/api/products/A").statusCode()).isEqualTo(200);
        assertThat(get("/api/products/B").statusCode()).isEqualTo(503);
    }

    @Test
    void two_hundred_requests_for_an_address_that_has_just_expired_are_one_request_to_the_service() throws Exception {
        get("/api/products/A", Caller.alice);
        this.time.pass(Duration.ofSeconds(3));
        INVENTORY.does((exchange) -> {
            TimeUnit.MILLISECONDS.sleep(300);
            StubService.response(200, "{\"stock\":0}").respond(exchange);
        });

        List<HttpResponse<String>> responses = atOnce(200, "/api/products/A");

        assertThat(responses).allSatisfy((response) -> {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"stock\":0}");
        });
        assertThat(INVENTORY.asked()).hasSize(2);
    }

    @Test
    void whoever_waits_for_the_request_of_another_shares_its_failure_too_and_nobody_later_does() throws Exception {
        INVENTORY.does((exchange) -> {
            TimeUnit.MILLISECONDS.sleep(300);
            StubService.response(404, "{\"status\":404}").respond(exchange);
        });

        List<HttpResponse<String>> responses = atOnce(10, "/api/products/A");

        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(404);
        assertThat(INVENTORY.asked()).hasSize(1);
        INVENTORY.responds(200, "{}");
        assertThat(get("/api/products/A").statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_waits_for_the_request_of_another_waits_no_longer_than_the_time_limit() throws Exception {
        INVENTORY.does((_) -> new CountDownLatch(1).await());
        long start = System.nanoTime();

        List<HttpResponse<String>> responses = atOnce(10, "/api/products/A");

        assertThat(responses)
            .allSatisfy((response) -> assertThat(problemOf(response)).isEqualTo("504 gateway-timeout"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
        assertThat(INVENTORY.asked()).hasSize(1);
    }

    @Test
    void orders_are_never_stored() {
        get("/api/orders/1", Caller.alice);
        get("/api/orders/1", Caller.alice);

        assertThat(ORDER.asked()).hasSize(2);
    }

    @Test
    void a_client_that_does_not_read_json_and_one_that_only_wants_the_headers_ask_the_service() {
        get("/api/products/A");

        get("/api/products/A", "Accept", "image/png");
        get("/api/products/A", "Accept", "no media type");
        send(request("/api/products/A").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(INVENTORY.asked()).hasSize(4);
    }

    private List<HttpResponse<String>> atOnce(int requests, String path) throws Exception {
        CyclicBarrier start = new CyclicBarrier(requests);
        List<HttpResponse<String>> responses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> sent = IntStream.range(0, requests)
                .mapToObj((_) -> threads.submit(() -> {
                    start.await();
                    return get(path);
                }))
                .toList();
            for (Future<HttpResponse<String>> response : sent) {
                responses.add(response.get());
            }
        }
        return responses;
    }

}
