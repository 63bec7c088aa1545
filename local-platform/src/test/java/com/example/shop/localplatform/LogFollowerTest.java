package com.example.shop.localplatform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFollowerTest {

    private final Path file;

    private final LogFollower follower;

    LogFollowerTest(@TempDir Path directory) {
        this.file = directory.resolve("gateway.log");
        this.follower = new LogFollower(this.file, "gateway | ");
    }

    @Test
    void begins_with_the_last_lines_and_goes_on_with_those_that_are_added() throws IOException {
        append("one\ntwo\nthree\n");

        assertThat(this.follower.last(2)).containsExactly("gateway | two", "gateway | three");
        append("four\n");
        assertThat(this.follower.poll()).containsExactly("gateway | four");
        assertThat(this.follower.poll()).isEmpty();
    }

    @Test
    void a_line_is_shown_when_it_is_finished() throws IOException {
        append("hal");

        assertThat(this.follower.poll()).isEmpty();
        append("f\n");
        assertThat(this.follower.poll()).containsExactly("gateway | half");
    }

    @Test
    void a_character_that_was_written_in_two_parts_stays_whole() throws IOException {
        byte[] bytes = "größe\n".getBytes(StandardCharsets.UTF_8);
        Files.write(this.file, Arrays.copyOf(bytes, 3));
        this.follower.poll();

        Files.write(this.file, Arrays.copyOfRange(bytes, 3, bytes.length), StandardOpenOption.APPEND);

        assertThat(this.follower.poll()).containsExactly("gateway | größe");
    }

    @Test
    void a_file_that_was_emptied_is_read_from_its_beginning() throws IOException {
        append("a long line of before\n");
        this.follower.poll();

        Files.writeString(this.file, "new\n");

        assertThat(this.follower.poll()).containsExactly("gateway | new");
    }

    @Test
    void of_a_huge_file_only_the_end_is_read() throws IOException {
        append(IntStream.range(0, 20_000).mapToObj((i) -> "line " + i + "\n").collect(Collectors.joining()));

        assertThat(this.follower.last(1)).containsExactly("gateway | line 19999");
    }

    @Test
    void a_file_that_is_not_there_has_no_lines() {
        assertThat(this.follower.last(10)).isEmpty();
    }

    private void append(String text) throws IOException {
        Files.writeString(this.file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

}
