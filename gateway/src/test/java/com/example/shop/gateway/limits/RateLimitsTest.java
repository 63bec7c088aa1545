package com.example.shop.gateway.limits;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.gateway.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTest {

    private static final int REFUSED_TOKENS = 20;

    @Test
    void of_a_hundred_wrong_secrets_sent_at_once_no_more_are_checked_than_may_be_wrong() throws Exception {
        Filter filter = limits().aroundTokens();
        AtomicInteger checked = new AtomicInteger();
        AtomicInteger limited = new AtomicInteger();
        CountDownLatch refused = new CountDownLatch(100 - REFUSED_TOKENS);
        FilterChain secretCheck = (_, response) -> {
            checked.incrementAndGet();
            await(refused);
            ((HttpServletResponse) response).setStatus(401);
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.submit(() -> {
                    try {
                        filter.doFilter(request("10.0.0.1"), new MockHttpServletResponse(), secretCheck);
                    }
                    catch (ProblemException ex) {
                        limited.incrementAndGet();
                        refused.countDown();
                    }
                    return null;
                });
            }
        }

        assertThat(checked).hasValue(REFUSED_TOKENS);
        assertThat(limited).hasValue(100 - REFUSED_TOKENS);
    }

    @Test
    void addresses_of_one_ipv6_network_are_one_caller() {
        assertThat(peer("2001:db8:1:2::1")).isEqualTo(peer("2001:db8:1:2:ffff::9"))
            .isNotEqualTo(peer("2001:db8:1:3::1"));
    }

    @Test
    void addresses_of_ipv4_are_one_caller_each() {
        assertThat(peer("10.0.0.1")).isNotEqualTo(peer("10.0.0.2"));
    }

    private static RateLimits limits() {
        return new RateLimits(
                new RateLimitProperties(new RateLimitProperties.Subject(400, 6000),
                        new RateLimitProperties.Peer(1200, 12000), new RateLimitProperties.Tokens(120, 1200)),
                new ManualTime(), new SimpleMeterRegistry());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(Duration.ofSeconds(5).toSeconds(), TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String peer(String address) {
        return RateLimits.peer(request(address));
    }

    private static MockHttpServletRequest request(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setDispatcherType(DispatcherType.REQUEST);
        request.setRemoteAddr(address);
        return request;
    }

}
