package com.example.shop.common.border;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class DefaultsTest {

    private final Border border = Border.SHARED;

    @Test
    void a_service_overrides_a_default_in_its_second_document() {
        Environment settings = this.border.application.getEnvironment();

        assertThat(settings.getProperty("server.tomcat.accept-count")).isEqualTo("100");
        assertThat(settings.getProperty("server.tomcat.max-connections")).isEqualTo("2000");
    }

    @Test
    void a_body_that_arrives_too_slowly_is_cut_off() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.border.port())) {
            var out = socket.getOutputStream();
            out.write(("POST /api/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + this.border.alice()
                    + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));

            await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(100)).until(() -> {
                out.write(' ');
                return socket.getInputStream().available() > 0;
            });

            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 400").contains("/problems/bad-request", "Connection: close");
        }
    }

    @Test
    void a_breaker_opens_when_half_of_the_calls_fail_and_refusals_do_not_count() {
        CircuitBreaker breaker = this.border.application.getBean(CircuitBreakerRegistry.class).circuitBreaker("any");
        HttpClientErrorException refused = HttpClientErrorException.create(HttpStatus.NOT_FOUND, "", new HttpHeaders(),
                new byte[0], null);
        HttpServerErrorException failed = HttpServerErrorException.create(HttpStatus.BAD_GATEWAY, "", new HttpHeaders(),
                new byte[0], null);

        IntStream.range(0, 30).forEach((i) -> breaker.onError(0, java.util.concurrent.TimeUnit.NANOSECONDS, refused));
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);

        IntStream.range(0, 10).forEach((i) -> breaker.onError(0, java.util.concurrent.TimeUnit.NANOSECONDS, failed));
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThatExceptionOfType(CallNotPermittedException.class).isThrownBy(() -> breaker.executeRunnable(() -> {
        }));
    }

    @Test
    void a_retry_tries_three_times_with_jitter_and_only_what_may_succeed() {
        RetryConfig retry = this.border.application.getBean(RetryRegistry.class).retry("any").getRetryConfig();

        assertThat(retry.getMaxAttempts()).isEqualTo(3);
        assertThat(retry.getExceptionPredicate().test(new ConnectException())).isTrue();
        assertThat(retry.getExceptionPredicate()
            .test(HttpClientErrorException.create(HttpStatus.NOT_FOUND, "", new HttpHeaders(), new byte[0], null)))
            .isFalse();
        assertThat(IntStream.range(0, 50)
            .mapToObj((i) -> retry.getIntervalBiFunction()
                .apply(1, io.github.resilience4j.core.functions.Either.left(new IOException())))
            .distinct()).hasSizeGreaterThan(1).allSatisfy((pause) -> assertThat(pause).isBetween(50L, 150L));
    }

    @Test
    void a_full_bulkhead_refuses_at_once() {
        var bulkhead = this.border.application.getBean(BulkheadRegistry.class).bulkhead("any").getBulkheadConfig();

        assertThat(bulkhead.getMaxConcurrentCalls()).isEqualTo(20);
        assertThat(bulkhead.getMaxWaitDuration()).isZero();
    }

    @Test
    void the_management_port_is_bound_to_loopback() {
        assertThat(this.border.application.getBean(ManagementServerProperties.class).getAddress())
            .isEqualTo(InetAddress.getLoopbackAddress());
    }

}
