package com.example.shop.common.paging;

import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PageTest {

    @Test
    void a_page_that_is_not_filled_is_the_last_one() {
        Page<String> page = Page.of(List.of("a", "b"), 2, Function.identity());

        assertThat(page).isEqualTo(new Page<>(List.of("a", "b"), null));
    }

    @Test
    void a_full_page_points_behind_its_last_item() {
        Page<String> page = Page.of(List.of("a", "b", "c"), 2, Function.identity());

        assertThat(page).isEqualTo(new Page<>(List.of("a", "b"), Cursor.of("b")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "TEA-001", "ä€😀", "2026-11-22T20:00:00Z/0193" })
    void a_cursor_keeps_its_position(String position) {
        String cursor = Cursor.of(position);

        assertThat(cursor).matches("[A-Za-z0-9_-]*");
        assertThat(Cursor.read(cursor)).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = { "!", "a", "TEA 001", "_w", "QQ==", "QR", "' OR 1=1--" })
    void a_text_that_was_never_a_cursor_is_none(String text) {
        assertThat(Cursor.read(text)).isEmpty();
    }

    @Test
    void an_endless_cursor_is_none() {
        assertThat(Cursor.read("A".repeat(100_000))).isEmpty();
    }

}
