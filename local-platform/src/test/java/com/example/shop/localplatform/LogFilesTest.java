package com.example.shop.localplatform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFilesTest {

    private final Path directory;

    private final LogFiles files;

    LogFilesTest(@TempDir Path directory) {
        this.directory = directory;
        this.files = new LogFiles(directory);
    }

    @Test
    void a_new_run_puts_the_logs_of_the_last_one_aside() throws IOException {
        Files.writeString(this.files.file("gateway"), "last");
        Files.writeString(this.directory.resolve("gateway.previous.log"), "the one before");

        this.files.begin();

        assertThat(this.files.file("gateway")).doesNotExist();
        assertThat(this.directory.resolve("gateway.previous.log")).hasContent("last");
    }

    @Test
    void a_log_that_grew_too_large_is_emptied_and_its_lines_are_kept_once() throws IOException {
        Files.write(this.files.file("gateway"), new byte[51 * 1024 * 1024]);
        Files.writeString(this.files.file("postgres"), "short");

        this.files.limit();

        assertThat(this.files.file("gateway")).isEmptyFile();
        assertThat(this.directory.resolve("gateway.previous.log")).hasSize(51L * 1024 * 1024);
        assertThat(this.files.file("postgres")).hasContent("short");
    }

}
