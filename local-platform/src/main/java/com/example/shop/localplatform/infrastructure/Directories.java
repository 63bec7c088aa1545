package com.example.shop.localplatform.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/// Directories and files that only their owner may read, and directories that are deleted with all they hold.
public final class Directories {

    private Directories() {
    }

    /// Creates the directory, if it is missing, for its owner alone.
    public static Path createPrivate(Path directory) {
        try {
            return Files.createDirectories(directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(directory + " cannot be created", ex);
        }
    }

    /// Writes a file that only its owner may read, also while it is written.
    public static void writePrivate(Path file, String content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, content, StandardOpenOption.WRITE);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(file + " cannot be written", ex);
        }
    }

    /// A new directory for its owner alone, in the directory for temporary files.
    public static Path createTemporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("no temporary directory can be created", ex);
        }
    }

    /// Fills a directory, unless it exists. Two JVMs may do so at the same time: each
    /// fills one of its own, and the first to rename it wins.
    public static void createOnce(Path directory, Filling filling) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory.getParent());
        Path beside = Files.createTempDirectory(directory.getParent(), "new-");
        try {
            filling.fill(beside);
            Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (FileSystemException ex) {
            if (!Files.isDirectory(directory)) {
                throw ex;
            }
        }
        finally {
            deleteIfExists(beside);
        }
    }

    /// Deletes the directory with all it holds. What others delete at the same time is no
    /// error.
    public static void deleteIfExists(Path directory) {
        File[] files = Files.isSymbolicLink(directory) ? null : directory.toFile().listFiles();
        if (files != null) {
            Stream.of(files).map(File::toPath).forEach(Directories::deleteIfExists);
        }
        try {
            Files.deleteIfExists(directory);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(directory + " cannot be deleted", ex);
        }
    }

    /// What writes the content of a new directory.
    public interface Filling {

        /// @param directory exists and is empty
        void fill(Path directory) throws IOException;

    }

}
