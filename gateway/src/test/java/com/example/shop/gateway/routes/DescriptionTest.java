package com.example.shop.gateway.routes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

class DescriptionTest {

    private static final List<String> METHODS = List.of("get", "head", "post", "put", "patch", "delete", "options");

    @Test
    void the_description_of_the_api_and_the_routes_list_the_same_operations() throws IOException {
        Set<String> described = new TreeSet<>();
        paths().forEach((path, operations) -> operations.keySet()
            .stream()
            .filter(METHODS::contains)
            .filter((_) -> path.startsWith("/api/"))
            .forEach((method) -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));

        Set<String> routed = new TreeSet<>();
        Arrays.stream(Route.values())
            .flatMap((route) -> route.operations().stream())
            .forEach((operation) -> routed.add(operation.method() + " "
                    + operation.path().replaceAll("(order|inventory)\\.(events|products)", "{topic}")));

        assertThat(routed).isEqualTo(described);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> paths() throws IOException {
        try (InputStream file = Objects
            .requireNonNull(DescriptionTest.class.getResourceAsStream("/static/openapi.yaml"))) {
            Map<String, Object> description = new Yaml().load(file);
            return (Map<String, Map<String, Object>>) Objects.requireNonNull(description.get("paths"));
        }
    }

}
