package com.example.shop.localplatform.infrastructure;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's own programs, unpacked once per user from the Maven artifact into the cache directory.
final class PostgresBinaries {

    private PostgresBinaries() {
    }

    /// The directory that holds `bin/postgres`.
    static Path unpacked() {
        try {
            byte[] archive = archive();
            CRC32 sum = new CRC32();
            sum.update(archive);
            Path home = cacheDirectory().resolve("postgresql-" + Long.toHexString(sum.getValue()));
            Directories.createOnce(home, (beside) -> {
                // Also for the user that PostgreSQL runs as where this JVM runs as root.
                Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(archive, beside);
            });
            return home;
        }
        catch (IOException ex) {
            throw new UncheckedIOException("PostgreSQL's programs could not be unpacked: " + ex.getMessage(), ex);
        }
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name", "").startsWith("Mac") ? "Darwin" : "Linux";
        String machine = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            if (in == null) {
                throw new IOException("no PostgreSQL for " + system + " on " + machine + " is on the class path");
            }
            return in.readAllBytes();
        }
    }

    private static Path cacheDirectory() throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = (configured != null && !configured.isBlank()) ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".cache");
        return Files.createDirectories(caches.resolve("orderly"));
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                }
                else if (!entry.isDirectory()) {
                    Files.copy(tar, file);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(file,
                            PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

}
