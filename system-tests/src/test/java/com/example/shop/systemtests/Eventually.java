package com.example.shop.systemtests;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import com.example.shop.systemtests.client.Answer;
import com.example.shop.systemtests.client.Session;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/// Waits for what is promised for later. The limit is generous: it tells a dead platform from a slow machine.
final class Eventually {

    static final Duration LIMIT = Duration.ofSeconds(120);

    private static final Duration POLL = Duration.ofMillis(100);

    private Eventually() {
    }

    static void asserted(ThrowingRunnable assertion) {
        waiting().untilAsserted(assertion);
    }

    /// Waits until the order has one of the statuses.
    /// @return the one it has
    static String status(Session session, String orderId, String... wanted) {
        return waiting().until(() -> session.statusOf(orderId), Set.of(wanted)::contains);
    }

    /// Asks as a client should: what gets no answer, or that of a part that is away, is
    /// asked again, but not before it was said to make sense.
    static Answer answered(Supplier<Answer> request) {
        AtomicReference<Duration> pause = new AtomicReference<>(POLL);
        return waiting().pollInterval((count, last) -> pause.get())
            .ignoreException(UncheckedIOException.class)
            .until(request::get, (answer) -> {
                String retryAfter = answer.header("Retry-After");
                pause.set(retryAfter.isEmpty() ? POLL : Duration.ofSeconds(Long.parseLong(retryAfter)));
                boolean busy = answer.status() == 409 && answer.text("type").endsWith("idempotency-in-progress");
                return answer.status() < 500 && !busy;
            });
    }

    static ConditionFactory waiting() {
        return Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(POLL);
    }

}
