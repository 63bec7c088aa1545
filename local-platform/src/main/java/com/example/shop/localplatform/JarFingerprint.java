package com.example.shop.localplatform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Tells jars apart by what they hold, not by when they were written.
final class JarFingerprint {

    private JarFingerprint() {
    }

    /// The same for two jars whose entries have the same names and check sums; quick, for
    /// no entry is read.
    static String of(Path jar) throws IOException {
        CRC32 sum = new CRC32();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                // The list of ingredients is dated: it differs after each build.
                .filter((entry) -> !entry.getName().startsWith("META-INF/sbom/"))
                .map(JarFingerprint::line)
                .sorted()
                .forEach((line) -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return Long.toHexString(sum.getValue());
    }

    private static String line(ZipEntry entry) {
        return entry.getName() + " " + entry.getCrc() + " " + entry.getSize() + "\n";
    }

}
