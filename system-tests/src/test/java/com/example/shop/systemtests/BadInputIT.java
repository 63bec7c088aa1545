package com.example.shop.systemtests;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Invalid requests are refused with a problem and change nothing.
class BadInputIT {

    private static final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = platform.shop();

    private final Session alice = this.shop.as("alice");

    @AfterAll
    static void every_promise_is_kept() {
        platform.assertEveryPromiseIsKept();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "{\"lines\":", "[]", "null", "\"text\"", "7", "{}{}",
            "{\"lines\":[{\"sku\":\"T-1\",\"quantity\":1}]} x",
            "{\"lines\":[{\"sku\":\"T-1\",\"quantity\":1}],\"lines\":[]}",
            "{\"lines\":[{\"sku\":\"T-1\",\"quantity\":1,\"quantity\":2}]}" })
    void a_body_that_is_not_the_json_of_an_order_is_refused(String body) {
        Response response = order(body);

        response.expectProblem(400, "malformed-request");
    }

    @Test
    void a_body_that_is_nested_too_deeply_is_refused() {
        Response response = order("{\"lines\":" + "[".repeat(30_000));

        response.expect(400);
        assertThat(response.text("type")).isIn("/problems/validation-failed", "/problems/malformed-request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';',
            value = { "{\"lines\":[{\"sku\":\"T-1\",\"quantity\":1}],\"total\":1}; /total",
                    "{\"lines\":[{\"sku\":\"T-1\",\"quantity\":1,\"unitPrice\":\"0.01\"}]}; /lines/0/unitPrice",
                    "{\"@class\":\"java.lang.Runtime\",\"lines\":[{\"sku\":\"T-1\",\"quantity\":1}]}; /@class" })
    void an_unknown_field_is_refused_and_named(String body, String pointer) {
        Response response = order(body);

        response.expectProblem(400, "unknown-field");
        assertThat(response.json().at("/errors/0/pointer").asString()).endsWith(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "10001", "2147483648", "9223372036854775808", "1.5", "\"1\"", "true", "null",
            "1e999999999", "[1]" })
    void a_quantity_out_of_range_is_refused(String quantity) {
        Response response = order("{\"lines\":[{\"sku\":\"T-1\",\"quantity\":" + quantity + "}]}");

        response.expect(400);
        assertThat(response.text("type")).isIn("/problems/validation-failed", "/problems/malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "t-1", "-T", "T 1", "T_1", "T\u0000", "\u202eT", "T-1' OR 1=1--",
            "TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT", "#{T(java.lang.Runtime)}" })
    void an_invalid_sku_is_refused(String sku) {
        Response response = order(
                "{\"lines\":[{\"sku\":\"" + sku.replace("\u0000", "\\u0000") + "\",\"quantity\":1}]}");

        response.expectProblem(400, "validation-failed");
        assertThat(response.json().at("/errors/0/pointer").asString()).endsWith("/lines/0/sku");
    }

    @Test
    void an_order_has_one_to_a_hundred_lines_and_each_product_once() {
        order("{\"lines\":[]}").expectProblem(400, "validation-failed");
        order("{}").expectProblem(400, "validation-failed");
        order(lines(101, "T-%d")).expectProblem(400, "validation-failed");
        order(lines(2, "T-SAME")).expectProblem(400, "validation-failed");
    }

    @Test
    void an_order_for_an_unknown_product_is_refused() {
        Response response = order(Session.body(Goods.newSku(), 1));

        response.expectProblem(422, "unknown-product");
    }

    @Test
    void a_body_over_64_kib_is_refused_before_it_is_read() {
        Response response = order("{\"lines\":[]," + " ".repeat(65 * 1024) + "}");

        response.expectProblem(413, "content-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = { "size=0", "size=101", "size=-1", "size=1e9", "size=x", "after=x", "status=EATEN" })
    void an_invalid_page_is_refused(String query) {
        this.alice.get("/api/orders?" + query).expectProblem(400, "validation-failed");
    }

    @ParameterizedTest
    @CsvSource({ "-0.01, EUR", "0.001, EUR", "1e30, EUR", "x, EUR", "10000000.00, EUR", "1.00, EURO", "1.00, eur",
            "1.00, ZZZ" })
    void an_invalid_price_is_refused(String amount, String currency) {
        Response response = this.shop.as("wendy")
            .post("/api/products", """
                    {"sku":"%s","name":"Tea","unitPrice":{"amount":"%s","currency":"%s"},"onHand":1}"""
                .formatted(Goods.newSku(), amount, currency));

        response.expect(400);
        assertThat(response.text("type")).isIn("/problems/validation-failed", "/problems/malformed-request");
    }

    @ParameterizedTest
    @CsvSource({ "DELETE, /api/orders", "PATCH, /api/products", "TRACE, /api/products", "BREW, /api/products",
            "GET, /api/orders/01933b6c-0000-7000-8000-000000000000/shipment" })
    void an_unsupported_method_is_refused(String method, String path) {
        Response response = this.alice.send(method, path, Map.of(), null);

        response.expect(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "/api", "/api/customers", "/api/v0/orders", "/api/orders/1/2/3", "/actuator", "/actuator/env",
                    "/api/orders/%2e%2e/%2e%2e/actuator/env", "/api/orders/..%2f..%2factuator", "/api/products//",
                    "/api/orders;x=y/../actuator", "/api/products/%00", "/internal", "/problems/unheard-of" })
    void an_unknown_path_is_not_found(String path) {
        Response response = this.shop.as("olga").get(path);

        assertThat(response.status()).as(response.call() + response.body()).isIn(400, 404);
        assertThat(response.body()).doesNotContain("systemProperties", "spring", "Exception");
    }

    @Test
    void a_body_of_another_type_is_refused() {
        Response response = this.alice.send("POST", "/api/orders",
                Map.of("Idempotency-Key", Session.newKey(), "Content-Type", "application/xml"), "<order/>");

        response.expectProblem(415, "unsupported-media-type");
    }

    @Test
    void an_unsupported_accept_header_is_refused() {
        Response response = this.alice.send("GET", "/api/orders", Map.of("Accept", "image/png"), null);

        response.expect(406);
    }

    @Test
    void headers_that_are_too_large_are_refused() {
        Response response = this.alice.send("GET", "/api/orders", Map.of("X-Long", "x".repeat(64 * 1024)), null);

        assertThat(response.status()).isIn(400, 431);
        assertThat(response.header("Connection")).isEqualTo("close");
    }

    @Test
    void responses_carry_the_headers_that_protect_a_browser() {
        Response response = this.alice.get("/api/orders").expect(200);

        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by",
                "access-control-allow-origin");
        assertThat(response.headers().allValues("X-Content-Type-Options")).hasSize(1);
    }

    private Response order(String body) {
        return this.alice.order(Session.newKey(), body);
    }

    private static String lines(int count, String sku) {
        return IntStream.range(0, count)
            .mapToObj((i) -> "{\"sku\":\"" + sku.formatted(i) + "\",\"quantity\":1}")
            .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }

}
