package com.example.shop.gateway.access;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.example.shop.gateway.RunningGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest extends RunningGateway {

    @ParameterizedTest
    @CsvSource({ "GET, /api/orders", "POST, /api/orders", "GET, /api/orders/1", "POST, /api/products",
            "PUT, /api/products/A/price", "POST, /api/orders/1/shipment",
            "GET, /api/operations/dead-letters/order.events", "DELETE, /api/products", "GET, /api",
            "GET, /actuator/health", "GET, /actuator" })
    void without_a_token_everything_but_looking_at_products_is_closed(String method, String path) {
        HttpResponse<String> response = send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(problemOf(response)).isEqualTo("401 unauthenticated");
        assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(ORDER.asked()).isEmpty();
        assertThat(INVENTORY.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/products", "/api/products/A", "/livez", "/readyz" })
    void products_and_health_are_open(String path) {
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void health_tells_nothing_but_the_status() {
        assertThat(get("/readyz").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/products", "/api/orders", "/docs/", "/nothing" })
    void every_response_carries_the_security_headers_once(String path) {
        HttpResponse<String> response = get(path);

        assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(response.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(response.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(response.headers().allValues("Content-Security-Policy")).singleElement()
            .asString()
            .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(header(response, "Set-Cookie")).isEmpty();
        assertThat(header(response, "Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://evil.test", "null", "http://gateway.test.evil.test" })
    void no_other_origin_is_allowed_in(String origin) {
        String simple = sendRaw("GET /api/products HTTP/1.1", "Origin: " + origin);
        String preflight = sendRaw("OPTIONS /api/orders HTTP/1.1", "Origin: " + origin,
                "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: Authorization");

        assertThat(simple).doesNotContainIgnoringCase("Access-Control-Allow");
        assertThat(preflight).doesNotContainIgnoringCase("Access-Control-Allow").containsPattern("^HTTP/1.1 40[135] ");
    }

    @Test
    void the_management_port_shows_health_with_breakers_and_metrics() {
        assertThat(management("/actuator/health").body()).contains("circuitBreakers", "product-reads");
        assertThat(management("/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(management("/actuator/circuitbreakers").statusCode()).isEqualTo(200);
        assertThat(management("/actuator/env").statusCode()).isIn(401, 404);
        assertThat(management("/actuator/heapdump").statusCode()).isIn(401, 404);
    }

    @Test
    void the_management_port_serves_nothing_of_the_api() {
        assertThat(management("/api/products").statusCode()).isIn(401, 404);
        assertThat(INVENTORY.asked()).isEmpty();
    }

}
