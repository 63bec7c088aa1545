package com.example.shop.systemtests.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Checks every response against the OpenAPI document: its status and its body must be described there.
public final class ApiDescription {

    private static final String ADDRESS = "https://shop.example.com/openapi.json";

    private final JsonNode document;

    private final SchemaRegistry registry;

    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private final Set<String> exercised = ConcurrentHashMap.newKeySet();

    /// @param yaml an OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12
    public ApiDescription(String yaml) {
        this.document = YAMLMapper.shared().readTree(yaml);
        String json = JsonMapper.shared().writeValueAsString(this.document);
        this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                (builder) -> builder.schemas(Map.of(ADDRESS, json)));
    }

    /// Fails if the response is not one that the document promises. Operations of the API
    /// that it does not describe must be refused.
    void check(String method, String path, Response response) {
        Optional<String> template = templateOf(path);
        if (template.isEmpty() && !path.startsWith("/api")) {
            return;
        }
        if (template.isEmpty() || operation(template.get(), method).isMissingNode()) {
            assertThat(response.status()).as("%s is not in the API's description", response.call()).isBetween(400, 499);
            return;
        }
        String operation = method + " " + template.get();
        JsonNode described = response(operation(template.get(), method).path("responses"), response.status());
        assertThat(described.isMissingNode())
            .as("%s: status %d is not described for %s", response.call(), response.status(), operation)
            .isFalse();
        if (response.status() < 300) {
            this.exercised.add(operation);
        }
        checkBody(operation, response, described);
    }

    /// All operations, such as `GET /api/orders/{id}`.
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        this.document.path("paths")
            .forEachEntry((path, item) -> item.propertyNames()
                .stream()
                .filter((name) -> Pattern.matches("get|put|post|delete|patch", name))
                .forEach((method) -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    /// The operations that have succeeded at least once.
    public Set<String> exercised() {
        return new TreeSet<>(this.exercised);
    }

    private void checkBody(String operation, Response response, JsonNode described) {
        JsonNode content = described.path("content");
        if (content.isEmpty()) {
            assertThat(response.body()).as("%s: a body that is not described", response.call()).isEmpty();
            return;
        }
        String mediaType = response.header("Content-Type").replaceFirst(";.*", "");
        JsonNode media = content.path(mediaType);
        assertThat(media.isMissingNode())
            .as("%s returned %s as '%s'; described are %s", response.call(), response.body(), mediaType,
                    content.propertyNames())
            .isFalse();
        JsonNode schema = media.path("schema");
        if (!schema.isMissingNode() && mediaType.endsWith("json")) {
            List<Error> errors = schema(schema).validate(response.json());
            assertThat(errors).as("%s (%s) returned %s", response.call(), operation, response.body()).isEmpty();
        }
    }

    // A schema inside a response is a document of its own for the validator; its
    // references point into the whole.
    private Schema schema(JsonNode node) {
        String text = JsonMapper.shared()
            .writeValueAsString(node)
            .replace("\"#/components/", "\"" + ADDRESS + "#/components/");
        return this.schemas.computeIfAbsent(text,
                (key) -> this.registry.getSchema(SchemaLocation.of(ADDRESS + "/" + this.schemas.size() + ".json"),
                        JsonMapper.shared().readTree(key)));
    }

    private JsonNode operation(String template, String method) {
        return this.document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
    }

    private JsonNode response(JsonNode responses, int status) {
        JsonNode response = responses.path(Integer.toString(status));
        return resolve(response.isMissingNode() ? responses.path("default") : response);
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : resolve(this.document.at(reference.substring(1)));
    }

    private Optional<String> templateOf(String path) {
        String plain = path.replaceFirst("[?#].*", "");
        List<String> matches = new ArrayList<>();
        for (String template : this.document.path("paths").propertyNames()) {
            if (template.equals(plain)) {
                return Optional.of(template);
            }
            String pattern = "\\Q" + template.replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q") + "\\E";
            if (Pattern.matches(pattern, plain)) {
                matches.add(template);
            }
        }
        return matches.stream().findFirst();
    }

}
