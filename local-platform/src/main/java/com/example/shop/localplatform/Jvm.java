package com.example.shop.localplatform;

import java.nio.file.Path;

/// How the JVMs of the services are started: as in their images, with the options of `deploy/image/jvm-options`.
final class Jvm {

    private Jvm() {
    }

    /// The `java` of the JDK that runs this program.
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// The options as an argument for `java`. A cache is only used by a JVM with the
    /// options it was made with.
    static String options(Project project) {
        return "@" + project.root().resolve("deploy/image/jvm-options");
    }

    /// Differs between JDKs, for one cannot read the cache of another.
    static String cacheName() {
        return "jdk-" + Runtime.version().toString().replaceAll("[^A-Za-z0-9.]", "-") + ".aot";
    }

}
