package com.example.shop.common.outbox;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PauseBetweenRoundsTest {

    @Test
    void a_round_without_events_is_followed_by_the_next_at_once_and_a_single_event_holds_up_nobody() {
        assertThat(PauseBetweenRounds.after(0)).isZero();
        assertThat(PauseBetweenRounds.after(1)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void the_pause_grows_with_the_events_up_to_a_limit() {
        assertThat(PauseBetweenRounds.after(19)).isEqualTo(Duration.ofMillis(19));
        assertThat(PauseBetweenRounds.after(4_000)).isEqualTo(Duration.ofMillis(20));
    }

}
