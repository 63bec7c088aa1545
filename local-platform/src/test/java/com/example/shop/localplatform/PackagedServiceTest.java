package com.example.shop.localplatform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PackagedServiceTest {

    private final Path directory;

    PackagedServiceTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void a_jar_that_was_built_again_from_the_same_classes_is_the_same() throws IOException {
        Path first = jar("first.jar", 0, "A.class", "a");
        Path second = jar("second.jar", 1_000_000_000_000L, "A.class", "a");

        assertThat(PackagedService.fingerprint(second)).isEqualTo(PackagedService.fingerprint(first));
    }

    @Test
    void one_other_byte_makes_another_jar() throws IOException {
        Path first = jar("first.jar", 0, "A.class", "a");
        Path second = jar("second.jar", 0, "A.class", "b");

        assertThat(PackagedService.fingerprint(second)).isNotEqualTo(PackagedService.fingerprint(first));
    }

    @Test
    void the_dated_list_of_ingredients_does_not_count() throws IOException {
        Path first = jar("first.jar", 0, "META-INF/sbom/application.cdx.json", "monday");
        Path second = jar("second.jar", 0, "META-INF/sbom/application.cdx.json", "tuesday");

        assertThat(PackagedService.fingerprint(second)).isEqualTo(PackagedService.fingerprint(first));
    }

    private Path jar(String name, long time, String entryName, String content) throws IOException {
        Path jar = this.directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file)) {
            ZipEntry entry = new ZipEntry(entryName);
            entry.setTime(time);
            zip.putNextEntry(entry);
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

}
