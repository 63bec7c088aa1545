package com.example.shop.localplatform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The log files of the platform: one for each part, and at most one older one beside it. `./run logs` follows them.
final class LogFiles {

    /// All parts append to their files, so a file can be emptied under them.
    private static final long LARGEST_BYTES = 50L * 1024 * 1024;

    private static final List<String> NAMES = List.of("order-service", "inventory-service", "gateway", "postgres",
            "platform");

    private final Path directory;

    LogFiles(Path directory) {
        this.directory = directory;
    }

    Path file(String name) {
        return this.directory.resolve(name + ".log");
    }

    /// Puts the logs of the last run aside, in place of those of the run before.
    void begin() throws IOException {
        for (Path log : all()) {
            Files.move(log, previous(log), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Puts aside what has grown too large, and empties the file for what follows.
    void limit() throws IOException {
        for (Path log : all()) {
            if (Files.size(log) > LARGEST_BYTES) {
                Files.copy(log, previous(log), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
            }
        }
    }

    private List<Path> all() {
        return NAMES.stream().map(this::file).filter(Files::exists).toList();
    }

    private static Path previous(Path log) {
        return log.resolveSibling(log.getFileName().toString().replaceFirst("\\.log$", ".previous.log"));
    }

}
