package com.example.shop.localplatform;

import java.nio.file.Files;
import java.nio.file.Path;

/// The directory of the project, and what the build leaves in it.
record Project(Path root) {

    /// The project around the current directory, wherever inside of it that is.
    static Project find() {
        Path here = Path.of("").toAbsolutePath();
        for (Path directory = here; directory != null; directory = directory.getParent()) {
            if (Files.isRegularFile(directory.resolve("order-service/pom.xml"))
                    && Files.isRegularFile(directory.resolve("local-platform/pom.xml"))) {
                return new Project(directory);
            }
        }
        throw new Refusal("The directory " + here + " is not inside the project: change to it and try again.");
    }

    Path jar(String module) {
        return this.root.resolve(module).resolve("target/" + module + "-1.0.0-SNAPSHOT.jar");
    }

    Path launchDirectory(String module) {
        return this.root.resolve(module).resolve("target/launch");
    }

    Path jvmOptions() {
        return this.root.resolve("deploy/image/jvm-options");
    }

    /// Where data, logs and secrets of `./run` live.
    Path local() {
        return this.root.resolve(".local");
    }

}
