package com.example.shop.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The directories on this machine.
final class Workspace {

    private Workspace() {
    }

    /// The root of the repository.
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("system-tests")) ? here : here.resolveSibling("");
    }

    /// The directory in the build output where the services of these tests write.
    static Path platform() {
        return root().resolve("system-tests/target/platform");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
