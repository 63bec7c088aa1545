package com.example.shop.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line of Docker.
final class Docker {

    /// Long enough for a first build, which downloads everything.
    private static final long LONGEST_CALL_MINUTES = 15;

    private Docker() {
    }

    /// Runs `docker` with these arguments.
    /// @return what it wrote to standard output
    /// @throws IllegalStateException if it fails, with its standard error
    static String run(String... arguments) {
        Result result = call(Map.of(), List.of(arguments));
        if (result.status() != 0) {
            throw new IllegalStateException(
                    "docker %s: %s %s".formatted(String.join(" ", arguments), result.output(), result.error()));
        }
        return result.output();
    }

    static Result call(Map<String, String> environment, List<String> arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of("docker"), arguments.stream()).toList());
            builder.directory(Workspace.root().toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            String output = read(process.getInputStream());
            if (!process.waitFor(LONGEST_CALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("docker %s comes to no end".formatted(arguments));
            }
            return new Result(process.exitValue(), output, error.join());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /// The engine's description of a container.
    static JsonNode inspect(String container) {
        return JsonMapper.shared().readTree(run("inspect", container)).get(0);
    }

    /// The output of a container so far, standard error included.
    static String log(String container) {
        Result result = call(Map.of(), List.of("logs", container));
        return result.output() + result.error();
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /// The result of a command.
    record Result(int status, String output, String error) {
    }

}
