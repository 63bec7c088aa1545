package com.example.shop.localplatform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import com.example.shop.localplatform.infrastructure.Directories;

/// A service's jar, unpacked into the layout that starts fastest, and the command that runs it.
final class PackagedService {

    private static final Duration LONGEST_EXTRACTION = Duration.ofMinutes(2);

    private static final String LEASH = "exit-with-parent.jar";

    private final Service service;

    private final Path directory;

    private PackagedService(Service service, Path directory) {
        this.service = service;
        this.directory = directory;
    }

    /// Unpacks the jar beside it, unless that was done before for a jar with the same
    /// content.
    static PackagedService prepare(Service service, Project project) {
        Path jar = project.jar(service);
        if (!Files.isRegularFile(jar)) {
            throw new Refusal("There is no " + project.root().relativize(jar)
                    + ": build the project first, with mvn -DskipTests package.");
        }
        try {
            Path launch = project.launchDirectory(service.module());
            Path directory = launch.resolve(JarFingerprint.of(jar));
            if (!Files.isDirectory(directory)) {
                unpackBeside(jar, directory);
            }
            return new PackagedService(service, directory);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(jar + " cannot be unpacked: " + ex.getMessage(), ex);
        }
    }

    // Two launchers may unpack at the same time: each does so beside the target, and the
    // first to rename wins.
    private static void unpackBeside(Path jar, Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        Path beside = Files.createTempDirectory(directory.getParent(), "unpacking-");
        try {
            extract(jar, beside);
            writeLeash(beside.resolve(LEASH));
            removeOthers(directory, beside);
            Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (FileSystemException ex) {
            if (!Files.isDirectory(directory)) {
                throw ex;
            }
        }
        finally {
            Directories.deleteIfExists(beside);
        }
    }

    private static void extract(Path jar, Path target) throws IOException {
        Path output = target.resolve("extract.log");
        Process extraction = new ProcessBuilder(Jvm.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination", target.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
        try {
            if (!extraction.waitFor(LONGEST_EXTRACTION.toMillis(), TimeUnit.MILLISECONDS)
                    || extraction.exitValue() != 0) {
                throw new IOException("the extraction failed: " + Files.readString(output));
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ex);
        }
        finally {
            extraction.destroyForcibly();
        }
    }

    // A jar of its own: a change of the launcher must not make the cache of a service
    // worthless.
    private static void writeLeash(Path jar) throws IOException {
        String entry = ExitWithParent.class.getName().replace('.', '/') + ".class";
        try (InputStream in = ExitWithParent.class.getClassLoader().getResourceAsStream(entry);
                OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            if (in == null) {
                throw new IOException(entry + " is not on the class path");
            }
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }

    private static void removeOthers(Path directory, Path beside) throws IOException {
        try (Stream<Path> others = Files.list(directory.getParent())) {
            others.filter((other) -> !other.equals(directory) && !other.equals(beside))
                .filter((other) -> !other.getFileName().toString().startsWith("unpacking-"))
                .forEach(Directories::deleteIfExists);
        }
    }

    Service service() {
        return this.service;
    }

    /// Where the cache of loaded and linked classes lies, if it was made.
    Path cache() {
        return this.directory.resolve(Jvm.cacheName());
    }

    /// The command that runs the service, with its cache where there is one.
    /// @param options for the JVM, stronger than the usual ones
    List<String> command(List<String> options) {
        return command(Jvm.useCache(cache()), options);
    }

    /// The command that runs the service and writes a draft of its cache when it ends.
    List<String> trainingCommand() {
        return command(Jvm.recordCache(draft()), List.of());
    }

    private Path draft() {
        return cache().resolveSibling(cache().getFileName() + ".new");
    }

    /// Puts the draft in force, if the training run got as far as writing one.
    /// @return whether there is a cache now
    boolean adoptDraft() {
        try {
            if (Files.isRegularFile(draft()) && Files.size(draft()) > 0) {
                Files.move(draft(), cache(), StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.isRegularFile(cache());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(cache() + " cannot be put in force", ex);
        }
    }

    private List<String> command(List<String> cacheOptions, List<String> options) {
        List<String> command = new ArrayList<>(List.of(Jvm.java().toString()));
        command.addAll(Jvm.OPTIONS);
        command.add("-Xmx" + Jvm.SERVICE_HEAP);
        command.addAll(cacheOptions);
        command.addAll(options);
        command.addAll(List.of("-cp", this.directory.resolve(LEASH) + ":" + extractedJar(),
                ExitWithParent.class.getName(), this.service.mainClass()));
        return command;
    }

    private Path extractedJar() {
        return this.directory.resolve(this.service.module() + "-1.0.0-SNAPSHOT.jar");
    }

}
