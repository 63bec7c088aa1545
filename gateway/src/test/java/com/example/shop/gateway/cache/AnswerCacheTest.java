package com.example.shop.gateway.cache;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.example.shop.gateway.RunningGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerCacheTest extends RunningGateway {

    @Test
    void the_same_address_is_asked_of_the_service_once_in_two_seconds() {
        INVENTORY.answers(200, "{\"sku\":\"A\",\"stock\":1}", "Cache-Control", "no-store", "Pragma", "no-cache");
        HttpResponse<String> first = get("/api/products/A");
        INVENTORY.answers(200, "{\"sku\":\"A\",\"stock\":0}");
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
    void another_query_is_another_answer() {
        get("/api/products?size=1");
        get("/api/products?size=2");
        get("/api/products");
        get("/api/products?size=1");

        assertThat(INVENTORY.asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = { 404, 400, 429 })
    void only_a_200_is_kept(int status) {
        INVENTORY.answers(status, "{}");

        get("/api/products/A");
        get("/api/products/A");

        assertThat(INVENTORY.asked()).hasSize(2);
    }

    @Test
    void what_was_kept_is_answered_while_the_service_is_away() {
        get("/api/products/A");
        INVENTORY.stop();

        assertThat(get("/api/products/A").statusCode()).isEqualTo(200);
        assertThat(get("/api/products/B").statusCode()).isEqualTo(503);
    }

    @Test
    void orders_are_never_kept() {
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

}
