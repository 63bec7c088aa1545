package com.example.shop.common.inbox;

import java.sql.SQLException;
import java.util.stream.Stream;

import com.example.shop.common.messaging.UnreadableEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTest {

    static Stream<Throwable> outages() {
        return Stream.of(new CannotCreateTransactionException("no connection"), new QueryTimeoutException("slow"),
                new DataAccessResourceFailureException("gone"), new CannotAcquireLockException("deadlock"),
                new TransactionSystemException("commit failed", new SQLException("broken pipe", "08006")),
                new IllegalStateException(new SQLException("deadlock detected", "40P01")),
                new IllegalStateException(new SQLException("lock timeout", "55P03")),
                new IllegalStateException(new SQLException("a standby, read-only", "25006")),
                new IllegalStateException(new SQLException("shutting down", "57P01")),
                new IllegalStateException(new SQLException("disk full", "53100")));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void whatever_the_database_cannot_do_right_now_is_an_outage(Throwable failure) {
        assertThat(Failures.of(new RuntimeException("wrapped by a listener", failure))).isEqualTo(Failures.OUTAGE);
    }

    static Stream<Throwable> handlerFailures() {
        return Stream.of(new DuplicateKeyException("exists", new SQLException("exists", "23505")),
                new IllegalStateException("bug"), new NullPointerException(), new StackOverflowError(),
                new IllegalStateException(new SQLException("no state at all")));
    }

    @ParameterizedTest
    @MethodSource("handlerFailures")
    void everything_else_is_the_handlers_own(Throwable failure) {
        assertThat(Failures.of(failure)).isEqualTo(Failures.HANDLER);
    }

    @Test
    void an_unreadable_event_tells_its_own_reason() {
        RuntimeException failure = new RuntimeException("wrapped", new UnreadableEvent("The record has no key"));

        assertThat(Failures.of(failure)).isEqualTo(Failures.UNREADABLE);
        assertThat(Failures.reason(failure)).isEqualTo("The record has no key");
    }

    @Test
    void a_reason_is_one_short_line_without_packages() {
        RuntimeException failure = new RuntimeException("Listener failed", new IllegalStateException(
                "first\r\nCannot invoke com.example.shop.order.model.Order.id() " + "x".repeat(900)));

        assertThat(Failures.reason(failure)).startsWith("The handler failed: first Cannot invoke Order.id() xxx")
            .hasSize(300)
            .endsWith("…");
    }

    @Test
    void a_failure_without_words_has_a_reason_too() {
        assertThat(Failures.reason(new NullPointerException())).isEqualTo("The handler failed: no message");
    }

}
