package com.example.shop.common.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class LogWindowTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final DataSize ANY_SIZE = DataSize.ofMegabytes(1);

    private final LogWindow window = new LogWindow(3, DataSize.ofBytes(100));

    private final OutboxRow first = row(1, "a", 10);

    private final OutboxRow second = row(2, "b", 10);

    private final OutboxRow third = row(3, "a", 10);

    @Test
    void it_is_done_up_to_the_commit_of_the_oldest_event_that_is_left() throws Exception {
        put(this.first, 10);
        put(this.second, 20);
        put(this.third, 30);

        this.window.remove(this.second);
        assertThat(this.window.done(99)).isEqualTo(10);
        this.window.remove(this.first);
        assertThat(this.window.done(99)).isEqualTo(30);
        this.window.remove(this.third);
        assertThat(this.window.done(99)).isEqualTo(99);
    }

    @Test
    void the_oldest_come_first_and_what_is_under_way_is_left_out() throws Exception {
        put(this.first, 10);
        put(this.second, 20);
        put(this.third, 30);

        assertThat(this.window.oldest(List.of(), 2, ANY_SIZE)).containsExactly(this.first, this.second);
        assertThat(this.window.oldest(List.of(this.first), 2, ANY_SIZE)).containsExactly(this.second, this.third);
        assertThat(this.window.oldest(List.of(), 3, DataSize.ofBytes(11))).as("ends with the one that reaches the size")
            .containsExactly(this.first, this.second);
        assertThat(this.window.oldest(List.of(), 0, ANY_SIZE)).isEmpty();
    }

    @Test
    void a_row_of_the_table_that_has_the_same_position_is_another_one() throws Exception {
        OutboxRow ofTable = row(1, "a", 10);
        put(this.first, 10);

        assertThat(this.window.contains(ofTable)).isFalse();
        assertThat(this.window.remove(ofTable)).isFalse();
        assertThat(this.window.oldest(List.of(ofTable), 3, ANY_SIZE)).containsExactly(this.first);
        assertThat(this.window.remove(this.first)).isTrue();
    }

    @Test
    void the_events_of_some_aggregates_are_found_in_their_order() throws Exception {
        put(this.first, 10);
        put(this.second, 20);
        put(this.third, 30);

        assertThat(this.window.of(Set.of("a"))).containsExactly(this.first, this.third);
    }

    @Test
    void a_full_window_takes_nothing_until_there_is_room() throws Exception {
        put(this.first, 10);
        put(this.second, 20);
        put(this.third, 30);
        LogEvent next = new LogEvent(row(4, "c", 10), 40);

        assertThat(this.window.put(next, AT_ONCE)).isFalse();
        CompletableFuture<Boolean> put = CompletableFuture.supplyAsync(() -> put(next));
        this.window.remove(this.second);

        assertThat(put.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(this.window.contains(next.row())).isTrue();
    }

    @Test
    void it_is_full_as_well_when_it_holds_many_bytes() throws Exception {
        OutboxRow large = row(1, "a", 200);
        put(large, 10);

        assertThat(this.window.put(new LogEvent(this.second, 20), AT_ONCE)).isFalse();
        this.window.remove(large);
        assertThat(this.window.put(new LogEvent(this.second, 20), AT_ONCE)).isTrue();
    }

    private void put(OutboxRow row, long commit) throws InterruptedException {
        assertThat(this.window.put(new LogEvent(row, commit), AT_ONCE)).isTrue();
    }

    private boolean put(LogEvent event) {
        try {
            return this.window.put(event, LONG);
        }
        catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static OutboxRow row(long position, String aggregate, int bytes) {
        return new OutboxRow(position, new UUID(0, position), "type", aggregate, position, new byte[bytes], null,
                Instant.EPOCH);
    }

}
