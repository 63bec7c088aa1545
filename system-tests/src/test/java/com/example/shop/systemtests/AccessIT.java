package com.example.shop.systemtests;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Who may do what.
class AccessIT {

    private final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = this.platform.shop();

    @Test
    void products_are_public() {
        String sku = Goods.stocked(this.shop, 3);

        Response one = this.shop.anyone().get("/api/products/" + sku);
        Response all = this.shop.anyone().get("/api/products");

        one.expect(200);
        all.expect(200);
        assertThat(one.text("sku")).isEqualTo(sku);
        assertThat(one.json().at("/unitPrice/amount").asString()).isEqualTo("12.50");
        this.shop.anyone().get("/api/products/" + Goods.newSku()).expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({ "GET, /api/orders", "POST, /api/orders", "GET, /api/orders/01933b6c-0000-7000-8000-000000000000",
            "POST, /api/orders/01933b6c-0000-7000-8000-000000000000/cancellation",
            "POST, /api/orders/01933b6c-0000-7000-8000-000000000000/shipment", "POST, /api/products",
            "POST, /api/products/T-1/restock", "GET, /api/operations/dead-letters/order.events" })
    void without_a_token_everything_else_gets_401(String method, String path) {
        Response response = this.shop.anyone().send(method, path, Map.of(), method.equals("POST") ? "{}" : null);

        response.expectProblem(401, "unauthenticated");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @CsvSource({ "wendy, POST, /api/orders", "olga, POST, /api/orders", "wendy, GET, /api/orders",
            "alice, POST, /api/products", "olga, POST, /api/products", "alice, POST, /api/products/T-1/restock",
            "alice, PUT, /api/products/T-1/price",
            "alice, POST, /api/orders/01933b6c-0000-7000-8000-000000000000/shipment",
            "olga, POST, /api/orders/01933b6c-0000-7000-8000-000000000000/shipment",
            "alice, GET, /api/operations/dead-letters/order.events",
            "wendy, POST, /api/operations/dead-letters/order.events/replay",
            "alice, GET, /api/operations/parked-events/order.events",
            "wendy, DELETE, /api/operations/parked-events/order.events/01933b6c-0000-7000-8000-000000000000" })
    void a_role_allows_its_own_operations_and_no_others(String who, String method, String path) {
        Response response = this.shop.as(who)
            .send(method, path, Map.of("Idempotency-Key", Session.newKey()), bodyOf(method, path));

        response.expectProblem(403, "forbidden");
    }

    @Test
    void the_order_of_another_customer_looks_like_one_that_does_not_exist() {
        String id = this.shop.as("alice").order(Goods.stocked(this.shop, 3), 1).expect(201).text("id");
        Session bob = this.shop.as("bob");

        for (String path : List.of("", "/history")) {
            Response strangers = bob.get("/api/orders/" + id + path).expectProblem(404, "not-found");
            Response unknown = bob.get("/api/orders/01933b6c-0000-7000-8000-000000000000" + path)
                .expectProblem(404, "not-found");
            Response malformed = bob.get("/api/orders/1" + path).expectProblem(404, "not-found");
            assertThat(withoutAddress(strangers)).isEqualTo(withoutAddress(unknown));
            assertThat(withoutAddress(malformed)).isEqualTo(withoutAddress(unknown));
        }
        bob.post("/api/orders/" + id + "/cancellation").expectProblem(404, "not-found");
        assertThat(this.shop.as("olga").get("/api/orders/" + id).expect(200).text("customerId")).isEqualTo("alice");
        assertThat(this.shop.as("alice").statusOf(id)).isIn("PENDING", "CONFIRMED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9." })
    void an_invalid_token_is_refused(String token) {
        Response response = this.shop.withToken(token).get("/api/orders");

        response.expectProblem(401, "unauthenticated");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void a_modified_token_is_refused() {
        String token = this.shop.token("alice", "alice-secret").expect(200).text("access_token");
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String forged = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                    claims.replace("alice", "olga").replace("CUSTOMER", "OPERATOR").getBytes(StandardCharsets.UTF_8));

        Response response = this.shop.withToken(parts[0] + "." + forged + "." + parts[2]).get("/api/orders");

        response.expectProblem(401, "unauthenticated");
    }

    @Test
    void a_token_names_its_client_its_audience_and_is_valid_for_five_minutes() {
        Response response = this.shop.token("wendy", "wendy-secret").expect(200);

        JsonNode head = part(response, 0);
        JsonNode claims = part(response, 1);
        assertThat(response.json().path("expires_in").asLong()).isBetween(290L, 300L);
        assertThat(head.path("alg").asString()).isEqualTo("RS256");
        assertThat(head.path("typ").asString()).isEqualTo("at+jwt");
        assertThat(claims.path("sub").asString()).isEqualTo("wendy");
        assertThat(claims.path("aud").toString()).contains("orderly");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"WAREHOUSE\"]");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
    }

    @Test
    void a_wrong_secret_gets_no_token() {
        Response response = this.shop.token("alice", "olga-secret");

        response.expect(401);
        assertThat(response.text("error")).isEqualTo("invalid_client");
    }

    @Test
    void roles_never_come_from_headers() {
        Map<String, String> forged = Map.of("X-User-Roles", "OPERATOR", "X-User-Id", "olga", "X-Forwarded-User", "olga",
                "X-Forwarded-Host", "evil.example.com", "Cookie", "JSESSIONID=1");

        Response response = this.shop.as("alice")
            .send("GET", "/api/operations/dead-letters/order.events", forged, null);

        response.expectProblem(403, "forbidden");
        assertThat(response.body()).doesNotContain("evil.example.com");
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }

    private static String withoutAddress(Response response) {
        return URLDecoder.decode(response.body(), StandardCharsets.UTF_8)
            .replaceAll("\"instance\":\"[^\"]*\"", "")
            .replaceAll("[0-9a-f]{32}", "");
    }

    private static JsonNode part(Response token, int index) {
        return JsonMapper.shared()
            .readTree(Base64.getUrlDecoder().decode(token.text("access_token").split("\\.")[index]));
    }

    // Valid requests of another role, so that only the role can be the
    // reason.
    private static @Nullable String bodyOf(String method, String path) {
        if (method.equals("GET") || method.equals("DELETE") || path.endsWith("/shipment") || path.endsWith("/replay")) {
            return null;
        }
        return switch (path.replaceFirst(".*/", "")) {
            case "orders" -> Session.body("T-1", 1);
            case "restock" -> "{\"quantity\":1}";
            case "price" -> "{\"amount\":\"1.00\",\"currency\":\"EUR\"}";
            default -> """
                    {"sku":"T-FORBIDDEN","name":"Never","unitPrice":{"amount":"1.00","currency":"EUR"},"onHand":1}""";
        };
    }

}
