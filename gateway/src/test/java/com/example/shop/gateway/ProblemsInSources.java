package com.example.shop.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.example.shop.common.problem.ProblemType;

import org.springframework.http.HttpStatus;

/// The problems of the platform and of both services, read from the enums in the sources, for the services are not on this
/// class path.
public final class ProblemsInSources {

    private static final Pattern CONSTANT = Pattern.compile("([A-Z_]+)\\(HttpStatus\\.([A-Z_]+), \"([^\"]+)\"\\)");

    private ProblemsInSources() {
    }

    /// By the URI of each.
    public static Map<String, ProblemType> byUri() {
        Map<String, ProblemType> problems = new TreeMap<>();
        for (String module : new String[] { "../common", "../order-service", "../inventory-service" }) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
                files.filter((file) -> file.toString().endsWith(".java"))
                    .map(ProblemsInSources::read)
                    .filter((source) -> source.contains(" implements ProblemType {"))
                    .flatMap((source) -> CONSTANT.matcher(source).results())
                    .map((constant) -> new Found(constant.group(1), HttpStatus.valueOf(constant.group(2)),
                            constant.group(3)))
                    .forEach((problem) -> problems.put(problem.uri().toString(), problem));
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
        return problems;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private record Found(String name, HttpStatus status, String title) implements ProblemType {
    }

}
