package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Passwords that were drawn at random once, each in a file that only its owner may read.
final class Secrets {

    private final Path directory;

    Secrets(Path directory) {
        this.directory = Directories.createPrivate(directory);
    }

    synchronized String password(String name) {
        Path file = this.directory.resolve(name + ".password");
        try {
            if (!Files.exists(file)) {
                Directories.writePrivate(file, UUID.randomUUID().toString());
            }
            return Files.readString(file).strip();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(file + " cannot be read", ex);
        }
    }

}
