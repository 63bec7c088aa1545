package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WakeUpTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final WakeUp wakeUp = new WakeUp();

    @Test
    void many_signals_wake_once() throws Exception {
        for (int commit = 0; commit < 1_000; commit++) {
            this.wakeUp.signal();
        }

        assertThat(this.wakeUp.await(AT_ONCE)).isTrue();
        assertThat(this.wakeUp.await(AT_ONCE)).isFalse();
    }

    @Test
    void a_signal_from_before_the_wait_is_not_lost() throws Exception {
        this.wakeUp.signal();

        assertThat(this.wakeUp.await(AT_ONCE)).isTrue();
    }

    @Test
    void a_signal_ends_the_wait() throws Exception {
        CompletableFuture<Boolean> woken = CompletableFuture.supplyAsync(() -> {
            try {
                return this.wakeUp.await(Duration.ofSeconds(30));
            }
            catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        });

        this.wakeUp.signal();

        assertThat(woken.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void without_a_signal_the_wait_times_out() throws Exception {
        assertThat(this.wakeUp.await(AT_ONCE)).isFalse();
    }

}
