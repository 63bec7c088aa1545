package com.example.shop.systemtests;

import java.time.Duration;
import java.util.List;

import com.example.shop.systemtests.client.Answer;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Who asks too often is slowed down, and nobody else; who answers too late is not waited for.
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
    void who_asks_too_often_is_told_when_to_come_back() {
        List<Answer> answers = Crowd.of(60, (client) -> this.shop.as("alice").get("/api/orders?size=1"));

        assertThat(answers).extracting(Answer::status).contains(200, 429);
        Answer refused = answers.stream().filter((answer) -> answer.status() == 429).findFirst().orElseThrow();
        refused.expectProblem(429, "rate-limited");
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        this.shop.as("olga").get("/api/orders?size=1").expect(200);
    }

    @Test
    void a_service_that_does_not_answer_is_not_waited_for() {
        Session bob = this.shop.as("bob");
        bob.get("/api/orders?size=1").expect(200);
        platform.orderLink().hold();

        Answer answer = bob.get("/api/orders?size=1");

        assertThat(platform.orderLink().bytesHeld()).isPositive();
        answer.expectProblem(504, "gateway-timeout");
        assertThat(answer.took()).isLessThan(Duration.ofSeconds(10));
        platform.orderLink().release();
        Eventually.answered(() -> bob.get("/api/orders?size=1")).expect(200);
    }

}
