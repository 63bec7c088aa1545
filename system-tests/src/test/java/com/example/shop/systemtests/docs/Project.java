package com.example.shop.systemtests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The files of this project, without build output.
record Project(Path root, List<Path> files) {

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".local", ".idea", "node_modules");

    static Project here() {
        Path root = Path.of("..").toAbsolutePath().normalize();
        try (Stream<Path> all = Files.walk(root)) {
            return new Project(root,
                    all.filter(Files::isRegularFile)
                        .map(root::relativize)
                        .filter((file) -> Stream.iterate(file, (path) -> path.getParent())
                            .limit(file.getNameCount())
                            .noneMatch((path) -> NOT_OURS.contains(path.getFileName().toString())))
                        .sorted()
                        .toList());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    List<Path> documents() {
        return this.files.stream()
            .filter((file) -> file.toString().equals("README.md") || file.startsWith("docs"))
            .filter((file) -> file.toString().endsWith(".md"))
            .toList();
    }

    List<Source> mainSources() {
        return sources("src/main/java");
    }

    List<Source> testSources() {
        return sources("src/test/java");
    }

    private List<Source> sources(String folder) {
        return this.files.stream()
            .filter((file) -> file.toString().endsWith(".java") && file.toString().contains("/" + folder + "/"))
            .map((file) -> new Source(file.getName(0).toString(), read(file)))
            .toList();
    }

    boolean hasClass(String name) {
        return this.files.stream().anyMatch((file) -> file.endsWith(name + ".java"));
    }

    String read(Path file) {
        try {
            return Files.readString(this.root.resolve(file));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /// @param module the top-level folder
    record Source(String module, String text) {
    }

}
