package com.example.shop.localplatform.infrastructure;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

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
            Path home = cacheDirectory().resolve("postgresql-" + digest(archive));
            if (!Files.isDirectory(home)) {
                unpackBeside(home, archive);
            }
            return home;
        }
        catch (IOException ex) {
            throw new UncheckedIOException("PostgreSQL's programs could not be unpacked: " + ex.getMessage(), ex);
        }
    }

    private static byte[] archive() throws IOException {
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine())) {
            if (in == null) {
                throw new IOException("no PostgreSQL for " + system() + " on " + machine() + " is on the class path");
            }
            return in.readAllBytes();
        }
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "Darwin" : (name.contains("windows") ? "Windows" : "Linux");
    }

    private static String machine() {
        String name = System.getProperty("os.arch", "");
        return name.equals("amd64") ? "x86_64" : name;
    }

    private static Path cacheDirectory() throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = (configured != null && !configured.isBlank()) ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".cache");
        return Files.createDirectories(caches.resolve("orderly"));
    }

    private static String digest(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 8);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    // Two JVMs may unpack at the same time: each does so beside the target, and the first
    // to rename wins.
    private static void unpackBeside(Path home, byte[] archive) throws IOException {
        Path beside = Files.createTempDirectory(home.getParent(), home.getFileName() + ".");
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            unpack(archive, beside);
            Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (FileSystemException ex) {
            if (!Files.isDirectory(home)) {
                throw ex;
            }
        }
        finally {
            Directories.deleteIfExists(beside);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("the archive leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            link(file, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isLink()) {
            Files.createLink(file, target.resolve(entry.getLinkName()).normalize());
            return;
        }
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        boolean executable = (entry.getMode() & 0100) != 0;
        File plain = file.toFile();
        if (executable && !plain.setExecutable(true, false)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    private static void link(Path file, Path destination) throws IOException {
        try {
            Files.createSymbolicLink(file, destination);
        }
        catch (FileAlreadyExistsException ex) {
            Files.delete(file);
            Files.createSymbolicLink(file, destination);
        }
    }

}
