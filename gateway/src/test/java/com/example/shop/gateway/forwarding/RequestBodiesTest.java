package com.example.shop.gateway.forwarding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.example.shop.gateway.RunningGateway;
import com.example.shop.gateway.SlowClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The bodies of all requests together may take up {@value #MEMORY} bytes, as {@link RunningGateway} says.
class RequestBodiesTest extends RunningGateway {

    private static final int MEMORY = 128 * 1024;

    private final List<SlowClient> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        this.clients.forEach(SlowClient::close);
    }

    @Test
    void bodies_that_trickle_in_take_up_no_more_memory_than_all_together_may() {
        String half = "x".repeat(32 * 1024);

        for (int i = 0; i < 40; i++) {
            client("POST /api/orders HTTP/1.1", "Content-Length: 65536").sends(half);
        }

        await().atMost(Duration.ofSeconds(4))
            .untilAsserted(() -> assertThat(refused()).hasSizeGreaterThanOrEqualTo(40 - MEMORY / half.length()));
        assertThat(refused()).allSatisfy((response) -> assertThat(response).startsWith("HTTP/1.1 503 ")
            .contains("\r\nRetry-After: ", "/problems/service-unavailable"));
        assertThat(get("/api/orders", Caller.alice).statusCode()).isEqualTo(200);
        assertThat(get("/api/products").statusCode()).isEqualTo(200);
        hangUp();
        await().atMost(Duration.ofSeconds(10))
            .until(() -> send("POST", "/api/orders", Caller.bob, "x".repeat(60 * 1024)).statusCode() == 200);
    }

    @Test
    void bodies_of_unknown_length_take_up_no_more_memory_either() {
        String start = "8000\r\n" + "x".repeat(32 * 1024) + "\r\n";

        for (int i = 0; i < 40; i++) {
            client("POST /api/orders HTTP/1.1", "Transfer-Encoding: chunked").sends(start);
        }

        await().atMost(Duration.ofSeconds(4))
            .untilAsserted(() -> assertThat(refused()).hasSizeGreaterThanOrEqualTo(40 - MEMORY / (32 * 1024)));
        assertThat(get("/api/orders", Caller.alice).statusCode()).isEqualTo(200);
    }

    @Test
    void clients_that_only_announce_a_body_do_not_keep_others_from_sending_theirs() {
        for (int i = 0; i < 40; i++) {
            client("POST /api/orders HTTP/1.1", "Content-Length: 65536").sends("x");
        }

        assertThat(send("POST", "/api/orders", Caller.bob, "x".repeat(30 * 1024)).statusCode()).isEqualTo(200);
        assertThat(refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "GET, /api/orders, Content-Length: 65536", "GET, /api/orders, Transfer-Encoding: chunked",
            "GET, /api/products, Content-Length: 1", "HEAD, /api/products, Content-Length: 1",
            "DELETE, /api/operations/parked-events/order.events/1, Content-Length: 1" })
    void a_request_that_has_no_use_for_a_body_is_refused_before_the_body_arrives(String method, String path,
            String header) {
        SlowClient client = client(method + " " + path + " HTTP/1.1", header);

        await().atMost(Duration.ofSeconds(4))
            .untilAsserted(() -> assertThat(client.received()).startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json"));
        assertThat(ORDER.asked()).isEmpty();
        assertThat(INVENTORY.asked()).isEmpty();
    }

    @Test
    void a_form_that_is_larger_than_a_request_for_a_token_can_be_is_refused_before_it_arrives() {
        SlowClient client = client("POST /oauth2/token HTTP/1.1", "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 9000");

        await().atMost(Duration.ofSeconds(4))
            .untilAsserted(() -> assertThat(client.received()).startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json"));
    }

    private List<String> refused() {
        return this.clients.stream().map(SlowClient::received).filter((response) -> !response.isEmpty()).toList();
    }

    private SlowClient client(String... lines) {
        SlowClient client = slowClient(Caller.alice, lines);
        this.clients.add(client);
        return client;
    }

}
