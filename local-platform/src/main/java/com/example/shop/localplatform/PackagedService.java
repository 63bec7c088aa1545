package com.example.shop.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

import com.example.shop.localplatform.infrastructure.Directories;

/// A service's jar, unpacked into the layout that starts fastest, and the command that runs it.
final class PackagedService {

    private final Service service;

    private final String jvmOptions;

    private final Path directory;

    private final Path cache;

    private PackagedService(Service service, String jvmOptions, Path directory, String cacheName) {
        this.service = service;
        this.jvmOptions = jvmOptions;
        this.directory = directory;
        this.cache = directory.resolve(cacheName);
    }

    /// Unpacks the jar beside it, unless that was done before for a jar with the same
    /// content.
    static PackagedService prepare(Service service, Project project) {
        Path jar = project.jar(service.module());
        if (!Files.isRegularFile(jar)) {
            throw new Refusal("There is no " + project.root().relativize(jar)
                    + ": build the project first, with mvn -DskipTests package.");
        }
        try {
            Path directory = project.launchDirectory(service.module()).resolve(fingerprint(jar));
            Directories.createOnce(directory, (beside) -> {
                extract(jar, beside);
                removeOthers(directory);
            });
            return new PackagedService(service, Jvm.options(project), directory, Jvm.cacheName(project));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(jar + " cannot be unpacked: " + ex.getMessage(), ex);
        }
    }

    /// The same for two jars whose entries have the same names and check sums; quick, for
    /// no entry is read.
    static String fingerprint(Path jar) throws IOException {
        CRC32 sum = new CRC32();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                // The list of ingredients is dated: it differs after each build.
                .filter((entry) -> !entry.getName().startsWith("META-INF/sbom/"))
                .map((entry) -> entry.getName() + " " + entry.getCrc() + " " + entry.getSize() + "\n")
                .sorted()
                .forEach((line) -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return Long.toHexString(sum.getValue());
    }

    private static void extract(Path jar, Path target) throws IOException {
        Process extraction = new ProcessBuilder(Jvm.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination", target.toString())
            .redirectErrorStream(true)
            .start();
        String output = new String(extraction.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (extraction.onExit().join().exitValue() != 0) {
            throw new IOException("the extraction failed: " + output);
        }
    }

    // Of earlier builds; what has a name of its own is being unpacked by another
    // launcher.
    private static void removeOthers(Path directory) throws IOException {
        try (Stream<Path> others = Files.list(directory.getParent())) {
            others.filter((other) -> !other.equals(directory) && !other.getFileName().toString().startsWith("new-"))
                .forEach(Directories::deleteIfExists);
        }
    }

    Service service() {
        return this.service;
    }

    private Path draft() {
        return this.cache.resolveSibling(this.cache.getFileName() + ".new");
    }

    /// Whether there is a cache of loaded and linked classes.
    boolean isTrained() {
        return Files.isRegularFile(this.cache);
    }

    /// Puts the draft in force, if a training run got as far as writing one.
    /// @return whether there is a cache now
    boolean adoptDraft() {
        try {
            if (Files.isRegularFile(draft()) && Files.size(draft()) > 0) {
                Files.move(draft(), this.cache, StandardCopyOption.ATOMIC_MOVE);
            }
            return isTrained();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(this.cache + " cannot be put in force", ex);
        }
    }

    /// The command that runs the service.
    /// @param training whether the JVM writes a draft of its cache when it ends; else it
    /// uses the cache, if there is one
    List<String> command(boolean training) {
        List<String> command = new ArrayList<>(List.of(Jvm.java().toString(), this.jvmOptions, Jvm.HEAP));
        if (training) {
            command.add("-XX:AOTCacheOutput=" + draft());
        }
        else if (isTrained()) {
            command.add("-XX:AOTCache=" + this.cache);
        }
        Path jar = this.directory.resolve(this.service.module() + "-1.0.0-SNAPSHOT.jar");
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

}
