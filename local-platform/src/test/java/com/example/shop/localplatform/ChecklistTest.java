package com.example.shop.localplatform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChecklistTest {

    private static final Checklist.Style PLAIN = new Checklist.Style(false, true);

    private final AtomicLong nanos = new AtomicLong();

    private final List<String> said = new ArrayList<>();

    private final Checklist checklist = new Checklist(this.nanos::get, this.said::add);

    @Test
    void each_part_shows_how_far_it_is_and_how_long_it_took() {
        Checklist.Section section = this.checklist.section("Starting");
        Checklist.Item postgres = section.item("PostgreSQL").start();
        section.item("gateway").start();
        section.item("orders");
        elapse(Duration.ofMillis(400));
        postgres.done("127.0.0.1:15432");
        elapse(Duration.ofMillis(800));

        List<String> lines = this.checklist.render(PLAIN, 80);

        assertThat(lines).containsExactly("Starting", "  ✓ PostgreSQL    0.40 s  127.0.0.1:15432",
                "  ⠼ gateway       1.20 s", "  · orders");
    }

    @Test
    void no_line_is_longer_than_the_terminal_is_wide() {
        Checklist.Item item = this.checklist.section("Starting").item("gateway").start();
        item.failed("for a reason that needs more words than there is room for");

        List<String> lines = this.checklist.render(PLAIN, 40);

        assertThat(lines).allSatisfy((line) -> assertThat(line.length()).isLessThanOrEqualTo(40));
    }

    @Test
    void where_nothing_can_be_redrawn_each_finished_part_is_a_line() {
        Checklist.Section section = this.checklist.section("Starting");
        Checklist.Item gateway = section.item("gateway").start();
        Checklist.Item kafka = section.item("Kafka").start();
        elapse(Duration.ofMillis(2500));

        gateway.done("http://localhost:8080");
        kafka.failed("");

        assertThat(this.said).containsExactly("gateway: 2.50 s, http://localhost:8080", "Kafka: failed after 2.50 s");
    }

    @Test
    void a_terminal_without_unicode_gets_other_marks() {
        this.checklist.section("").item("gateway").start().done("");

        assertThat(this.checklist.render(new Checklist.Style(false, false), 80))
            .containsExactly("  + gateway    0.00 s");
    }

    @Test
    void colours_are_only_used_where_they_are_wanted() {
        this.checklist.section("Starting").item("gateway").start().done("");

        assertThat(String.join("", this.checklist.render(PLAIN, 80))).doesNotContain("\u001B");
        assertThat(String.join("", this.checklist.render(new Checklist.Style(true, true), 80))).contains("\u001B[32m✓");
    }

    private void elapse(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

}
