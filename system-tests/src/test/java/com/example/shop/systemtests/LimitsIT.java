package com.example.shop.systemtests;

import java.time.Duration;
import java.util.List;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Rate limits apply to one client and not to others; the gateway's time limit ends the wait for a slow service.
class LimitsIT {

    private static final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = platform.shop();

    @BeforeAll
    static void narrow() {
        platform.set(platform.gateway(), "gateway.rate-limit.subject.burst", 20, TestPlatform.UNLIMITED);
        platform.set(platform.gateway(), "gateway.rate-limit.subject.per-minute", 60, TestPlatform.UNLIMITED);
        platform.set(platform.gateway(), "gateway.time-limit", "4s", TestPlatform.TIME_LIMIT);
        platform.gateway().restart();
    }

    @AfterAll
    static void wide() {
        platform.heal();
    }

    @Test
    void too_many_requests_get_429_and_retry_after() {
        List<Response> responses = Crowd.of(60, (client) -> this.shop.as("alice").get("/api/orders?size=1"));

        assertThat(responses).extracting(Response::status).contains(200, 429);
        Response refused = responses.stream().filter((response) -> response.status() == 429).findFirst().orElseThrow();
        refused.expectProblem(429, "rate-limited");
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        this.shop.as("olga").get("/api/orders?size=1").expect(200);
    }

    @Test
    void a_service_that_does_not_respond_gets_504() {
        Session bob = this.shop.as("bob");
        bob.get("/api/orders?size=1").expect(200);
        platform.orderLink().hold();

        Response response = bob.get("/api/orders?size=1");

        assertThat(platform.orderLink().bytesHeld()).isPositive();
        response.expectProblem(504, "gateway-timeout");
        assertThat(response.took()).isLessThan(Duration.ofSeconds(10));
        platform.orderLink().release();
        Eventually.response(() -> bob.get("/api/orders?size=1")).expect(200);
    }

}
