package com.example.shop.gateway.routes;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.example.shop.gateway.RunningGateway;
import com.example.shop.gateway.StubService;
import com.example.shop.gateway.routes.Route.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RoutesTest extends RunningGateway {

    static Stream<Arguments> everyOperation() {
        return Arrays.stream(Route.values())
            .flatMap((route) -> route.operations().stream().map((operation) -> Arguments.of(route, operation)));
    }

    @ParameterizedTest
    @MethodSource("everyOperation")
    void every_operation_reaches_its_service_and_no_other_with_address_body_and_token_unchanged(Route route,
            Operation operation) {
        String path = operation.path().replaceAll("\\{.*?}", "AB-1") + "?size=2&after=a%2Bb%20c&empty=&flag";
        String body = switch (operation.method().name()) {
            case "GET", "DELETE" -> "";
            default -> "{\"a\":1, \"a\":2}";
        };

        HttpResponse<String> response = send(operation.method().name(), path, Caller.olga, body, "Content-Type",
                "application/json", "Idempotency-Key", "key-1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(serviceOf(route).asked()).singleElement().satisfies((asked) -> {
            assertThat(asked.method()).isEqualTo(operation.method().name());
            assertThat(asked.address()).isEqualTo(path);
            assertThat(asked.body()).isEqualTo(body);
            assertThat(asked.header("Authorization")).containsExactly("Bearer " + token(Caller.olga));
            assertThat(asked.header("Idempotency-Key")).containsExactly("key-1");
            assertThat(asked.header("Content-Type")).containsExactly("application/json");
        });
        assertThat(otherThan(route).asked()).isEmpty();
    }

    @Test
    void the_response_of_a_service_comes_back_unchanged() {
        ORDER.responds(201, "{\"id\":\"7\"}", "Location", "/api/orders/7", "Idempotency-Replayed", "true");

        HttpResponse<String> response = send("POST", "/api/orders", Caller.alice, "{}");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("{\"id\":\"7\"}");
        assertThat(header(response, "Location")).isEqualTo("/api/orders/7");
        assertThat(header(response, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void a_problem_of_a_service_comes_back_unchanged() {
        ORDER.responds(409, "{\"type\":\"/problems/idempotency-in-progress\",\"status\":409}", "Retry-After", "3");

        HttpResponse<String> response = send("POST", "/api/orders", Caller.alice, "{}");

        assertThat(problemOf(response)).isEqualTo("409 idempotency-in-progress");
        assertThat(header(response, "Retry-After")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource({ "400, 400 bad-request", "404, 404 not-found", "418, 400 bad-request", "500, 500 internal-error",
            "502, 503 service-unavailable" })
    void an_error_that_is_no_problem_is_not_passed_on(int status, String problem) {
        ORDER.responds(status, "<h1>at com.example.Secret.method(Secret.java:42)</h1>", "Content-Type", "text/html");

        HttpResponse<String> response = send("POST", "/api/orders", Caller.alice, "{}");

        assertThat(problemOf(response)).isEqualTo(problem);
        assertThat(response.body()).doesNotContain("Secret");
    }

    @Test
    void HEAD_is_answered_like_GET_without_a_body() {
        HttpResponse<String> response = send(
                request("/api/products").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(INVENTORY.asked()).singleElement().extracting(StubService.Asked::method).isEqualTo("HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api", "/api/orders/", "/api/orders/1/secret", "/api/v0/orders", "/API/orders",
            "/api/operations/dead-letters/other.events", "/api/operations/parked-events/other.events/1",
            "/actuator/health", "/error", "/docs/no-such-page" })
    void an_address_that_no_route_lists_is_answered_with_404(String path) {
        HttpResponse<String> response = get(path, Caller.olga);

        assertThat(problemOf(response)).isEqualTo("404 not-found");
        assertThat(ORDER.asked()).isEmpty();
        assertThat(INVENTORY.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "DELETE | /api/orders | GET, HEAD, POST", "PATCH | /api/orders/1 | GET, HEAD",
                    "GET | /api/orders/1/shipment | POST", "POST | /api/products/A/price | PUT",
                    "OPTIONS | /api/products | GET, HEAD, POST",
                    "GET | /api/operations/parked-events/order.events/1 | DELETE" })
    void a_method_that_an_address_does_not_know_is_answered_with_405_and_those_it_knows(String method, String path,
            String allowed) {
        HttpResponse<String> response = send(method, path, Caller.olga, "");

        assertThat(problemOf(response)).isEqualTo("405 method-not-allowed");
        assertThat(header(response, "Allow")).isEqualTo(allowed);
        assertThat(ORDER.asked()).isEmpty();
        assertThat(INVENTORY.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/products/../orders", "/api/products/%2e%2e/orders",
            "/api/products/%252e%252e/orders", "/api/products/..;/orders", "/api/orders;x=y", "//api/orders",
            "/api//orders", "/api/./orders", "/api\\orders", "/api/orders%00", "/api/orders/a%2Fb",
            "/api/orders/%0d%0aX: y", "/api/products/../../actuator/health" })
    void an_address_that_two_readers_could_read_differently_reaches_no_service(String path) {
        String response = sendRaw("GET " + path + " HTTP/1.1", "Authorization: Bearer " + token(Caller.olga));

        assertThat(response).containsPattern("^HTTP/1.1 40[04] ").contains("application/problem+json");
        assertThat(ORDER.asked()).isEmpty();
        assertThat(INVENTORY.asked()).isEmpty();
    }

    @Test
    void a_query_that_cannot_be_read_is_answered_with_400() {
        String response = sendRaw("GET /api/products?after=%zz HTTP/1.1");

        assertThat(response).startsWith("HTTP/1.1 400 ").contains("/problems/bad-request");
        assertThat(INVENTORY.asked()).isEmpty();
    }

    @Test
    void a_form_is_passed_on_as_a_body_and_its_fields_do_not_become_a_query() {
        send("POST", "/api/orders", Caller.alice, "status=SHIPPED", "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(ORDER.asked()).singleElement().satisfies((asked) -> {
            assertThat(asked.address()).isEqualTo("/api/orders");
            assertThat(asked.body()).isEqualTo("status=SHIPPED");
        });
    }

    @Test
    void a_content_type_that_cannot_be_read_is_answered_with_415() {
        HttpResponse<String> response = send("POST", "/api/orders", Caller.alice, "{}", "Content-Type",
                "no media type");

        assertThat(problemOf(response)).isEqualTo("415 unsupported-media-type");
        assertThat(ORDER.asked()).isEmpty();
    }

    @Test
    void a_body_over_the_limit_is_answered_with_413_and_reaches_no_service() {
        HttpResponse<String> response = send("POST", "/api/orders", Caller.alice, "x".repeat(65 * 1024));

        assertThat(problemOf(response)).isEqualTo("413 content-too-large");
        assertThat(ORDER.asked()).isEmpty();
    }

    @Test
    void a_body_over_the_limit_that_does_not_tell_its_length_is_answered_with_413() {
        HttpResponse<String> response = send(
                request("/api/orders", "Authorization", "Bearer " + token(Caller.alice)).POST(HttpRequest.BodyPublishers
                    .fromPublisher(HttpRequest.BodyPublishers.ofString("x".repeat(65 * 1024)))));

        assertThat(problemOf(response)).isEqualTo("413 content-too-large");
        assertThat(ORDER.asked()).isEmpty();
    }

    @Test
    void headers_over_the_limit_are_answered_with_431_or_400() {
        String response = sendRaw("GET /api/products HTTP/1.1", "X-Long: " + "x".repeat(20 * 1024));

        assertThat(response).containsPattern("^HTTP/1.1 4(00|31) ").contains("application/problem+json");
        assertThat(INVENTORY.asked()).isEmpty();
    }

    private static StubService serviceOf(Route route) {
        return switch (route.service()) {
            case ORDER -> ORDER;
            case INVENTORY -> INVENTORY;
        };
    }

    private static StubService otherThan(Route route) {
        return List.of(ORDER, INVENTORY)
            .stream()
            .filter((service) -> service != serviceOf(route))
            .findFirst()
            .orElseThrow();
    }

}
