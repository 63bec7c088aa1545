package com.example.shop.localplatform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How the JVMs of the platform are started.
final class Jvm {

    /// For a quick start and a small footprint. The cache is only taken by a JVM with the
    /// options it was made with.
    static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders", "-XX:ReservedCodeCacheSize=48m", "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
            // A cache that does not fit is not used; that is no news to a reader.
            "-Xlog:disable", "-Xlog:all=error:stderr");

    static final String SERVICE_HEAP = "160m";

    private Jvm() {
    }

    /// The `java` of the JDK that runs this program.
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// Differs between JDKs, for one cannot read the cache of another.
    static String cacheName() {
        return "jdk-" + Runtime.version().toString().replaceAll("[^A-Za-z0-9.]", "-") + ".aot";
    }

    static List<String> useCache(Path cache) {
        return Files.isRegularFile(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    static List<String> recordCache(Path draft) {
        return List.of("-XX:AOTCacheOutput=" + draft);
    }

}
