package com.example.shop.localplatform;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScreenTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final PrintStream out = new PrintStream(this.written, true, StandardCharsets.UTF_8);

    @Test
    void a_file_gets_plain_lines_and_nothing_twice() {
        Screen screen = new Screen(this.out, false, 80, new Checklist.Style(false, true));

        Checklist.Item item = screen.checklist().section("Starting").item("gateway").start();
        item.done("there");
        screen.finish();
        screen.say("Ready");

        assertThat(text()).matches("gateway: 0\\.\\d\\d s, there\nReady\n");
    }

    @Test
    void a_terminal_is_left_with_the_last_state_of_the_list() {
        Screen screen = new Screen(this.out, true, 80, new Checklist.Style(false, true));

        Checklist.Item item = screen.checklist().section("Starting").item("gateway").start();
        item.done("there");
        screen.finish();

        String lastFrame = text().substring(text().lastIndexOf("\rStarting")).replaceAll("\r|\u001B\\[K", "");
        assertThat(lastFrame).matches("Starting\n  ✓ gateway    0\\.\\d\\d s  there\n");
    }

    private String text() {
        return this.written.toString(StandardCharsets.UTF_8);
    }

}
