package com.example.shop.common.outbox;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BacklogLimitTest {

    private Backlog.Sample sample = new Backlog.Sample(0, 0, 0);

    @Test
    void as_long_as_fewer_events_wait_than_may_they_are_taken() {
        BacklogLimit limit = limit("outbox.backlog-limit", "3");

        assertTaken(limit, new Backlog.Sample(2, 1_000_000, 0));
        assertRefused(limit, new Backlog.Sample(3, 0, 0));
        assertRefused(limit, new Backlog.Sample(100_000, 0, 0));
        assertTaken(limit, new Backlog.Sample(2, 0, 0));
    }

    @Test
    void as_long_as_the_oldest_event_is_younger_than_it_may_be_they_are_taken() {
        BacklogLimit limit = limit("outbox.backlog-age-limit", "1500ms");

        assertTaken(limit, new Backlog.Sample(100_000, 1.4, 0));
        assertRefused(limit, new Backlog.Sample(1, 1.5, 0));
        assertTaken(limit, new Backlog.Sample(0, 0, 0));
    }

    @Test
    void without_a_limit_they_are_always_taken() {
        assertTaken(new BacklogLimit(() -> this.sample, OutboxSettings.defaults()),
                new Backlog.Sample(100_000, 1_000_000, 0));
    }

    @Test
    void a_database_that_does_not_answer_changes_nothing() {
        BacklogLimit limit = limit("outbox.backlog-limit", "3");
        Backlog.Sample unknown = new Backlog.Sample(Double.NaN, Double.NaN, Double.NaN);

        assertTaken(limit, unknown);
        assertRefused(limit, new Backlog.Sample(3, 0, 0));
        assertRefused(limit, unknown);
    }

    private BacklogLimit limit(String name, String value) {
        return new BacklogLimit(() -> this.sample, OutboxSettings.of(Map.of(name, value)));
    }

    private void assertTaken(BacklogLimit limit, Backlog.Sample next) {
        this.sample = next;
        limit.update();
        assertThat(limit.isReached()).isFalse();
        assertThatCode(limit::check).doesNotThrowAnyException();
    }

    private void assertRefused(BacklogLimit limit, Backlog.Sample next) {
        this.sample = next;
        limit.update();
        assertThat(limit.isReached()).isTrue();
        assertThatExceptionOfType(OutboxFull.class).isThrownBy(limit::check);
    }

}
