package com.example.shop.gateway.limits;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

import com.example.shop.gateway.RunningGateway;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The sizes of the buckets are those of {@link RunningGateway}; time stands still but where a test lets it pass.
class RateLimitTest extends RunningGateway {

    private static final int SUBJECT = 100;

    private static final int PEER = 200;

    private static final int TOKENS = 60;

    private static final int REFUSED_TOKENS = 20;

    @Test
    void a_subject_that_asks_too_often_is_told_when_to_come_back_and_others_do_not_suffer() {
        HttpResponse<String> refused = exhaust(SUBJECT, () -> get("/api/orders", Caller.alice));

        assertThat(problemOf(refused)).isEqualTo("429 rate-limited");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(ORDER.asked()).hasSize(SUBJECT);
        assertThat(get("/api/orders", Caller.bob).statusCode()).isEqualTo(200);
        assertThat(get("/api/products").statusCode()).isEqualTo(200);
    }

    @Test
    void who_waits_as_long_as_told_may_ask_again() {
        exhaust(SUBJECT, () -> get("/api/orders", Caller.alice));

        this.time.pass(Duration.ofSeconds(1));

        assertThat(get("/api/orders", Caller.alice).statusCode()).isEqualTo(200);
    }

    @Test
    void without_a_token_the_address_of_the_connection_counts_whatever_a_header_says() {
        HttpResponse<String> refused = exhaust(PEER,
                () -> get("/api/products", "X-Forwarded-For", "10.0.0." + (System.nanoTime() % 250)));

        assertThat(problemOf(refused)).isEqualTo("429 rate-limited");
        assertThat(get("/api/orders", Caller.alice).statusCode()).isEqualTo(200);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void a_flood_of_bad_tokens_is_limited_and_does_not_harm_a_good_one_from_the_same_address() {
        HttpResponse<String> refused = exhaust(PEER, 401,
                () -> get("/api/orders", "Authorization", "Bearer not.a.token"));

        assertThat(problemOf(refused)).isEqualTo("429 rate-limited");
        assertThat(get("/api/orders", Caller.alice).statusCode()).isEqualTo(200);
    }

    @Test
    void guessing_a_secret_becomes_slow_even_for_the_right_one() {
        exhaust(REFUSED_TOKENS, 401, () -> askForToken("alice", "wrong"));

        HttpResponse<String> right = askForToken("alice", "alice-secret");

        assertThat(problemOf(right)).isEqualTo("429 rate-limited");
        assertThat(header(right, "Retry-After")).isEqualTo("5");
        this.time.pass(Duration.ofSeconds(5));
        assertThat(askForToken("alice", "alice-secret").statusCode()).isEqualTo(200);
    }

    @Test
    void tokens_are_not_handed_out_without_limit() {
        HttpResponse<String> refused = exhaust(TOKENS, () -> askForToken("alice", "alice-secret"));

        assertThat(problemOf(refused)).isEqualTo("429 rate-limited");
    }

    @Test
    void refusals_are_counted() {
        double before = limited("subject");

        exhaust(SUBJECT, () -> get("/api/orders", Caller.alice));

        assertThat(limited("subject")).isEqualTo(before + 1);
    }

    /// Asks as often as is allowed, and once more.
    private static HttpResponse<String> exhaust(int allowed, Supplier<HttpResponse<String>> request) {
        return exhaust(allowed, 200, request);
    }

    private static HttpResponse<String> exhaust(int allowed, int status, Supplier<HttpResponse<String>> request) {
        for (int i = 0; i < allowed; i++) {
            assertThat(request.get().statusCode()).isEqualTo(status);
        }
        return request.get();
    }

    private double limited(String limit) {
        return management("/actuator/prometheus").body()
            .lines()
            .filter((line) -> line.startsWith("gateway_rate_limited_total") && line.contains("\"" + limit + "\""))
            .mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    }

}
