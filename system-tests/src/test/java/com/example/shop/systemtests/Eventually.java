package com.example.shop.systemtests;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/// Waits for a condition. The limit is generous, so that a slow machine does not fail a test.
final class Eventually {

    static final Duration LIMIT = Duration.ofSeconds(120);

    private static final Duration POLL = Duration.ofMillis(100);

    private Eventually() {
    }

    static void asserted(ThrowingRunnable assertion) {
        waiting().untilAsserted(assertion);
    }

    /// Waits until the order has one of the statuses.
    /// @return its status
    static String status(Session session, String orderId, String... wanted) {
        return waiting().until(() -> session.statusOf(orderId), Set.of(wanted)::contains);
    }

    /// Retries a request as a client should: without a response, or after a 5xx or a
    /// running duplicate, but not before `Retry-After`.
    static Response response(Supplier<Response> request) {
        AtomicReference<Duration> pause = new AtomicReference<>(POLL);
        return waiting().pollInterval((count, last) -> pause.get())
            .ignoreException(UncheckedIOException.class)
            .until(request::get, (response) -> {
                String retryAfter = response.header("Retry-After");
                pause.set(retryAfter.isEmpty() ? POLL : Duration.ofSeconds(Long.parseLong(retryAfter)));
                boolean busy = response.status() == 409 && response.text("type").endsWith("idempotency-in-progress");
                return response.status() < 500 && !busy;
            });
    }

    static ConditionFactory waiting() {
        return Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(POLL);
    }

}
