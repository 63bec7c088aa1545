package com.example.shop.localplatform;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final PrintStream out = new PrintStream(this.written, true, StandardCharsets.UTF_8);

    @Test
    void each_finished_step_is_one_line_with_the_time_it_took() {
        Console console = new Console(this.out, false, true);

        Console.Step gateway = console.begin("gateway", System.nanoTime() - 2_500_000_000L);
        Console.Step kafka = console.begin("Kafka");
        console.say("Ready");
        gateway.done("http://localhost:8080");
        kafka.failed("");

        assertThat(text()).matches("""
                Ready
                  ✓ gateway               2\\.\\d\\d s  http://localhost:8080
                  ✗ Kafka                 \\d\\.\\d\\d s
                """);
    }

    @Test
    void a_step_ends_once() {
        Console console = new Console(this.out, false, true);

        Console.Step step = console.begin("gateway");
        step.done("there");
        step.failed("too late");

        assertThat(text()).hasLineCount(1).contains("there");
    }

    @Test
    void a_terminal_shows_in_its_last_line_what_is_still_awaited() {
        Console console = new Console(this.out, true, true);

        Console.Step postgres = console.begin("PostgreSQL");
        Console.Step gateway = console.begin("gateway");
        postgres.done("there");

        assertThat(text()).endsWith("\n  ... gateway");

        gateway.done("there");

        assertThat(text().substring(text().lastIndexOf('\r'))).startsWith("\r\u001B[K")
            .contains("gateway")
            .endsWith("\n");
    }

    @Test
    void without_unicode_the_marks_are_ascii() {
        Console console = new Console(this.out, false, false);

        console.begin("gateway").done("");

        assertThat(text()).startsWith("  + gateway");
    }

    private String text() {
        return this.written.toString(StandardCharsets.UTF_8);
    }

}
