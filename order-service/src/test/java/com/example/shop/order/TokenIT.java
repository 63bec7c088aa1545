package com.example.shop.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.example.shop.order.HttpCaller.Response;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The service checks each token itself and does not rely on the gateway.
class TokenIT extends OrderServiceTestBase {

    @Test
    void a_token_with_a_wrong_audience_a_wrong_issuer_or_an_expired_one_is_refused() {
        long now = Instant.now().getEpochSecond();

        for (Map.Entry<String, Object> spoilt : List.<Map.Entry<String, Object>>of(
                Map.entry("aud", List.of("another-platform")), Map.entry("iss", "http://localhost:1"),
                Map.entry("exp", now - 60), Map.entry("nbf", now + 600))) {
            Map<String, Object> claims = ISSUER.claims(this.aliceId, "CUSTOMER");
            claims.put(spoilt.getKey(), spoilt.getValue());
            Response response = new HttpCaller(this.port, ISSUER.token(claims)).get("/api/orders");

            assertThat(response.status()).as(spoilt.toString()).isEqualTo(401);
            assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(response.problem()).isEqualTo("unauthenticated");
        }
    }

    @Test
    void a_role_never_comes_from_a_header() {
        Response response = caller("mallory").post("/api/orders", lines(Map.of("TEA-001", 1)), "X-User-Roles",
                "CUSTOMER", "X-User-Id", "alice", "Idempotency-Key", newKey());

        assertThat(response.status()).isEqualTo(403);
    }

    @Test
    void without_a_token_only_health_is_accessible() {
        assertThat(this.anybody.get("/livez").status()).isEqualTo(200);
        assertThat(this.anybody.get("/readyz").status()).isEqualTo(200);
        for (String path : List.of("/api/orders", "/", "/actuator", "/actuator/health", "/actuator/env", "/error",
                "/api/operations/dead-letters/inventory.events")) {
            assertThat(this.anybody.get(path).status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void the_trace_of_a_request_goes_with_the_events_it_causes() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        Response response = this.alice.post("/api/orders", lines(Map.of(product("1.00"), 1)), "Idempotency-Key",
                newKey(), "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");

        eventsOf(idOf(response), 1);

        assertThat(INVENTORY.about(idOf(response))).singleElement()
            .satisfies((envelope) -> assertThat(envelope.trace()).contains(trace));
    }

}
