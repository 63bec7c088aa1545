package com.example.shop.common.outbox;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BreatherTest {

    private static final long LONGEST = Duration.ofMillis(20).toNanos();

    private long now = Long.MAX_VALUE - 1; // nanoTime may wrap at any moment

    private final Breather breather = new Breather(Duration.ofNanos(LONGEST), 250, this.now);

    @Test
    void a_trickle_is_not_held_up() {
        come(200, Duration.ofSeconds(10));

        assertThat(this.breather.nanos()).isZero();
    }

    @Test
    void nor_is_what_piled_up_behind_one_slow_round() {
        come(200, Duration.ofSeconds(10));

        this.now += Duration.ofMillis(100).toNanos();
        this.breather.sent(20, this.now);

        assertThat(this.breather.nanos()).isZero();
    }

    @Test
    void the_more_come_the_longer_they_are_gathered() {
        come(375, Duration.ofSeconds(10));

        assertThat(this.breather.nanos()).isCloseTo(LONGEST / 2, within(LONGEST / 50));
    }

    @Test
    void up_to_a_limit() {
        come(10_000, Duration.ofSeconds(10));

        assertThat(this.breather.nanos()).isEqualTo(LONGEST);
    }

    @Test
    void a_flood_is_forgotten() {
        come(10_000, Duration.ofSeconds(10));

        this.now += Duration.ofSeconds(5).toNanos();
        this.breather.sent(1, this.now);

        assertThat(this.breather.nanos()).isZero();
    }

    /// One by one, at equal distances.
    private void come(int perSecond, Duration time) {
        long gap = Duration.ofSeconds(1).toNanos() / perSecond;
        for (long passed = 0; passed < time.toNanos(); passed += gap) {
            this.now += gap;
            this.breather.sent(1, this.now);
        }
    }

}
