package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

import org.jspecify.annotations.Nullable;

/// Directories and files that only their owner may read, and directories that go with all they hold.
public final class Directories {

    private Directories() {
    }

    /// Creates the directory, if it is missing, for its owner alone.
    public static Path createPrivate(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory.toAbsolutePath().getParent());
                Files.createDirectory(directory,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return directory;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(directory + " cannot be created", ex);
        }
    }

    /// Writes a file that only its owner may read, also for the moment of its writing.
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

    /// Deletes the directory with all it holds. What others delete at the same time is no
    /// error.
    public static void deleteIfExists(Path directory) {
        try {
            Files.walkFileTree(directory, new Deletion());
        }
        catch (NoSuchFileException ex) {
            // Somebody else was faster: gone is gone.
        }
        catch (IOException ex) {
            throw new UncheckedIOException(directory + " cannot be deleted", ex);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
            if (ex instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw ex;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ex) throws IOException {
            if (ex != null) {
                throw ex;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }

    }

}
