package com.example.shop.systemtests;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs `docker-compose.yml` as a Compose project of its own. Tests can change settings of the services, but not the
/// restrictions of the containers.
final class Compose {

    static final String PROJECT = "orderly-test";

    static final int INSTANCES = 2;

    private final Map<String, String> environment;

    private final Path overrides = Workspace.root().resolve("system-tests/target/compose-settings.json");

    private final Map<String, Map<String, String>> settings = new TreeMap<>();

    private final Map<String, String> images = new TreeMap<>();

    private final Set<String> changed = new TreeSet<>();

    private final Set<String> services;

    /// @param services the services that have two instances
    /// @param environment the variables of the compose file
    Compose(Set<String> services, Map<String, String> environment) {
        this.services = services;
        this.environment = environment;
        writeOverrides();
    }

    /// Runs `docker compose` with these arguments.
    /// @return what it wrote to standard output
    /// @throws IllegalStateException if it fails, with its output
    String run(String... arguments) {
        Docker.Result result = call(arguments);
        if (result.status() != 0) {
            throw new IllegalStateException(
                    "docker compose %s: %s %s".formatted(String.join(" ", arguments), result.output(), result.error()));
        }
        return result.output();
    }

    Docker.Result call(String... arguments) {
        return Docker.call(this.environment,
                Stream
                    .concat(Stream.of("compose", "-p", PROJECT, "-f", "docker-compose.yml", "-f",
                            this.overrides.toString()), Stream.of(arguments))
                    .toList());
    }

    /// Builds the images, and starts everything that the gateway needs, with two
    /// instances
    /// of each service, because Compose replaces all of them when their number changes. A
    /// test that needs one stops the other.
    void build() {
        run("build");
        List<String> arguments = new ArrayList<>(List.of("up", "-d", "--no-build"));
        this.services.forEach((service) -> arguments.addAll(List.of("--scale", service + "=" + INSTANCES)));
        arguments.add("gateway");
        run(arguments.toArray(String[]::new));
        this.changed.clear();
    }

    /// Starts an instance with its current settings.
    void start(String service, int number) {
        if (!this.changed.remove(service)) {
            Docker.run("start", container(service, number));
            return;
        }
        List<String> idle = IntStream.rangeClosed(1, INSTANCES)
            .filter((other) -> other != number)
            .mapToObj((other) -> container(service, other))
            .filter((other) -> !isRunning(other))
            .toList();
        run("up", "-d", "--no-deps", "--no-build", "--scale", service + "=" + INSTANCES, service);
        idle.forEach(Compose::kill);
    }

    static void kill(String container) {
        if (isRunning(container)) {
            Docker.run("kill", container);
        }
    }

    /// Creates and starts missing containers of the service, and does not change others.
    void addMissing(String service) {
        run("up", "-d", "--no-deps", "--no-build", "--no-recreate", "--scale", service + "=" + INSTANCES, service);
    }

    /// Sets a Spring property of a service from the next {@link #start} on.
    void set(String service, String property, Object value) {
        String variable = property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
        this.changed.add(service);
        this.settings.computeIfAbsent(service, (name) -> new TreeMap<>()).put(variable, value.toString());
        writeOverrides();
    }

    /// Uses another image for containers of the service that are created from now on.
    void setImage(String service, String image) {
        this.changed.add(service);
        this.images.put(service, image);
        writeOverrides();
    }

    private void writeOverrides() {
        Map<String, Object> services = new TreeMap<>();
        Stream.concat(this.settings.keySet().stream(), this.images.keySet().stream()).distinct().forEach((service) -> {
            Map<String, Object> override = new TreeMap<>();
            override.put("environment", this.settings.getOrDefault(service, Map.of()));
            if (this.images.containsKey(service)) {
                override.put("image", this.images.get(service));
            }
            services.put(service, override);
        });
        // JSON is YAML, too.
        Workspace.write(this.overrides, JsonMapper.shared().writeValueAsString(Map.of("services", services)));
    }

    static String container(String service, int number) {
        return PROJECT + "-" + service + "-" + number;
    }

    /// The names of all containers of a service.
    static List<String> containers(String service) {
        return Docker
            .run("ps", "-a", "--format", "{{.Names}}", "--filter", "label=com.docker.compose.project=" + PROJECT,
                    "--filter", "label=com.docker.compose.service=" + service, "--filter",
                    "label=com.docker.compose.oneoff=False")
            .lines()
            .toList();
    }

    static boolean isRunning(String container) {
        return Docker.call(Map.of(), List.of("inspect", "-f", "{{.State.Running}}", container))
            .output()
            .strip()
            .equals("true");
    }

    /// All addresses of a container, by the name of the network.
    static Map<String, InetAddress> addresses(String container) {
        JsonNode networks = Docker.inspect(container).at("/NetworkSettings/Networks");
        return networks.properties()
            .stream()
            .filter((network) -> !network.getValue().path("IPAddress").asString("").isEmpty())
            .collect(Collectors.toMap((network) -> network.getKey().replace(PROJECT + "_", ""),
                    (network) -> address(network.getValue().path("IPAddress").asString())));
    }

    /// The address of this machine in a network of the project.
    static InetAddress host(String network) {
        return address(
                Docker.run("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", PROJECT + "_" + network)
                    .strip());
    }

    private static InetAddress address(String numbers) {
        try {
            return InetAddress.getByName(numbers);
        }
        catch (UnknownHostException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /// Waits until the container is healthy.
    static void awaitHealthy(String container) {
        Eventually.waiting()
            .until(() -> Docker.run("inspect", "-f", "{{.State.Health.Status}}", container).strip(), "healthy"::equals);
    }

}
