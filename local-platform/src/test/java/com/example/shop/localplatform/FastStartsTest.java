package com.example.shop.localplatform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FastStartsTest {

    private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");

    private final Project project;

    private final FastStarts fastStarts;

    FastStartsTest(@TempDir Path root) {
        this.project = new Project(root);
        this.fastStarts = new FastStarts(this.project);
    }

    @BeforeEach
    void build() throws IOException {
        for (String module : List.of("local-platform", "gateway", "order-service", "inventory-service")) {
            write(this.project.jar(module), BUILT);
        }
    }

    @Test
    void are_prepared_after_the_first_build() {
        assertThat(this.fastStarts.isDue()).isTrue();
    }

    @Test
    void are_not_prepared_twice_for_a_build() throws IOException {
        train();

        assertThat(this.fastStarts.isDue()).isFalse();
    }

    @Test
    void are_prepared_anew_when_one_jar_has_changed() throws IOException {
        train();

        write(this.project.jar("gateway"), BUILT.plusSeconds(120));

        assertThat(this.fastStarts.isDue()).isTrue();
    }

    private void train() throws IOException {
        write(this.project.launchDirectory("local-platform").resolve("trained"), BUILT.plusSeconds(60));
    }

    private static void write(Path file, Instant time) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

}
