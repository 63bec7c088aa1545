package com.example.shop.localplatform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/// How the JVMs of the services are started: as in their images, with the options of `deploy/image/jvm-options`. Only the
/// heap has a size of its own here, for there is no container whose memory it could be a share of.
final class Jvm {

    static final String HEAP = "-Xmx256m";

    private Jvm() {
    }

    /// The `java` of the JDK that runs this program.
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// The options as an argument for `java`.
    static String options(Project project) {
        return "@" + project.jvmOptions();
    }

    /// Differs between JDKs and between options, for a JVM only uses the cache of one
    /// that
    /// was like itself.
    static String cacheName(Project project) throws IOException {
        CRC32 options = new CRC32();
        options.update(Files.readAllBytes(project.jvmOptions()));
        return "jdk-%s-%08x.aot".formatted(Runtime.version().toString().replaceAll("[^A-Za-z0-9.]", "-"),
                options.getValue());
    }

}
