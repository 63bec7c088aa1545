package com.example.shop.common.outbox;

import java.time.Clock;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BacklogLimitTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(Backlog.class);

    @BeforeEach
    void do_not_log_what_is_refused() {
        this.log.setLevel(Level.OFF);
    }

    @AfterEach
    void log_as_before() {
        this.log.setLevel(null);
    }

    @Test
    void as_long_as_fewer_events_wait_than_may_they_are_taken() {
        Backlog backlog = limit("outbox.backlog-limit", "3");

        assertTaken(backlog, new Backlog.Sample(2, 1_000_000, 0));
        assertRefused(backlog, new Backlog.Sample(3, 0, 0));
        assertRefused(backlog, new Backlog.Sample(100_000, 0, 0));
        assertTaken(backlog, new Backlog.Sample(2, 0, 0));
    }

    @Test
    void as_long_as_the_oldest_event_is_younger_than_it_may_be_they_are_taken() {
        Backlog backlog = limit("outbox.backlog-age-limit", "1500ms");

        assertTaken(backlog, new Backlog.Sample(100_000, 1.4, 0));
        assertRefused(backlog, new Backlog.Sample(1, 1.5, 0));
        assertTaken(backlog, new Backlog.Sample(0, 0, 0));
    }

    @Test
    void without_a_limit_they_are_always_taken() {
        assertTaken(backlog(OutboxSettings.defaults()), new Backlog.Sample(100_000, 1_000_000, 0));
    }

    @Test
    void a_database_that_does_not_answer_changes_nothing() {
        Backlog backlog = limit("outbox.backlog-limit", "3");
        Backlog.Sample unknown = new Backlog.Sample(Double.NaN, Double.NaN, Double.NaN);

        assertTaken(backlog, unknown);
        assertRefused(backlog, new Backlog.Sample(3, 0, 0));
        assertRefused(backlog, unknown);
    }

    private static Backlog limit(String name, String value) {
        return backlog(OutboxSettings.of(Map.of(name, value)));
    }

    private static Backlog backlog(OutboxProperties settings) {
        return new Backlog(JdbcClient.create(new DriverManagerDataSource()), Clock.systemUTC(), settings);
    }

    private static void assertTaken(Backlog backlog, Backlog.Sample next) {
        backlog.update(next);
        assertThat(backlog.isOverLimit()).isFalse();
        assertThatCode(backlog::refuseIfOverLimit).doesNotThrowAnyException();
    }

    private static void assertRefused(Backlog backlog, Backlog.Sample next) {
        backlog.update(next);
        assertThat(backlog.isOverLimit()).isTrue();
        assertThatExceptionOfType(OutboxFull.class).isThrownBy(backlog::refuseIfOverLimit);
    }

}
