package com.example.shop.systemtests.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A folder with a `kustomization.yaml`, built as kustomize would. Supports only what our file uses, so that no tool has to
/// be installed; {@link KubernetesManifestsTest} compares the result with kustomize if that is installed.
record Kustomization(Path folder, JsonNode definition) {

    /// The keys by which kustomize merges the items of lists; other lists are replaced.
    private static final Map<String, String> KEYS = Map.of("containers", "name", "env", "name", "volumes", "name",
            "volumeMounts", "mountPath");

    private static final List<String> UNDERSTOOD = List.of("apiVersion", "kind", "namespace", "resources", "patches",
            "configMapGenerator", "images");

    static Kustomization in(Path folder) {
        JsonNode definition = documents(folder.resolve("kustomization.yaml")).getFirst();
        if (!UNDERSTOOD.containsAll(definition.propertyNames())) {
            throw new IllegalStateException("not supported by this class: " + definition.propertyNames());
        }
        return new Kustomization(folder, definition);
    }

    /// Every manifest as a cluster would get it, except that generated names have no hash
    /// suffix.
    List<JsonNode> manifests() {
        List<JsonNode> manifests = new ArrayList<>();
        for (JsonNode generated : this.definition.path("configMapGenerator")) {
            manifests.add(configMap(generated));
        }
        for (String resource : resources()) {
            documents(this.folder.resolve(resource)).forEach((document) -> manifests.add(finished(document)));
        }
        return manifests;
    }

    List<String> resources() {
        return this.definition.path("resources").valueStream().map(JsonNode::asString).toList();
    }

    List<String> patches() {
        return this.definition.path("patches").valueStream().map((patch) -> patch.path("path").asString()).toList();
    }

    List<String> envFiles() {
        return this.definition.path("configMapGenerator")
            .valueStream()
            .flatMap((generated) -> generated.path("envs").valueStream())
            .map(JsonNode::asString)
            .toList();
    }

    private JsonNode configMap(JsonNode generated) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("apiVersion", "v1").put("kind", "ConfigMap");
        manifest.putObject("metadata")
            .put("name", generated.path("name").asString())
            .put("namespace", this.definition.path("namespace").asString());
        ObjectNode data = manifest.putObject("data");
        generated.path("envs").forEach((file) -> values(this.folder.resolve(file.asString())).forEach(data::put));
        return manifest;
    }

    private static Map<String, String> values(Path envFile) {
        Map<String, String> values = new LinkedHashMap<>();
        read(envFile).lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).forEach((line) -> {
            String[] parts = line.split("=", 2);
            values.put(parts[0], parts[1]);
        });
        return values;
    }

    private JsonNode finished(JsonNode document) {
        JsonNode manifest = document;
        for (JsonNode patch : this.definition.path("patches")) {
            if (patch.at("/target/kind").equals(manifest.path("kind"))) {
                JsonNode laidOver = documents(this.folder.resolve(patch.path("path").asString())).getFirst().deepCopy();
                // The target selects what is patched; the patch's own name is ignored.
                ((ObjectNode) laidOver).remove("metadata");
                manifest = merged(manifest, laidOver);
            }
        }
        ObjectNode own = (ObjectNode) manifest.deepCopy();
        if (!own.path("kind").asString().equals("Namespace")) {
            own.withObject("metadata").put("namespace", this.definition.path("namespace").asString());
        }
        own.at("/spec/template/spec/containers")
            .forEach((container) -> ((ObjectNode) container).put("image", image(container.path("image").asString())));
        return own;
    }

    private String image(String name) {
        return this.definition.path("images")
            .valueStream()
            .filter((image) -> image.path("name").asString().equals(name))
            .map((image) -> image.path("newName").asString() + ":" + image.path("newTag").asString())
            .findFirst()
            .orElse(name);
    }

    private static JsonNode merged(JsonNode base, JsonNode patch) {
        if (!(base instanceof ObjectNode) || !(patch instanceof ObjectNode)) {
            return patch;
        }
        ObjectNode merged = ((ObjectNode) base).deepCopy();
        patch.properties().forEach((field) -> {
            String key = KEYS.get(field.getKey());
            JsonNode old = base.path(field.getKey());
            merged.set(field.getKey(),
                    (key != null) ? merged(old, field.getValue(), key) : merged(old, field.getValue()));
        });
        return merged;
    }

    private static JsonNode merged(JsonNode base, JsonNode patch, String key) {
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        patch.forEach((item) -> merged.add(merged(withKey(base, key, item.path(key)), item)));
        base.valueStream()
            .filter((item) -> withKey(patch, key, item.path(key)).isMissingNode())
            .forEach((item) -> merged.add(item));
        return merged;
    }

    private static JsonNode withKey(JsonNode list, String key, JsonNode value) {
        return list.valueStream()
            .filter((item) -> item.path(key).equals(value))
            .findFirst()
            .orElse(JsonNodeFactory.instance.missingNode());
    }

    static List<JsonNode> documents(Path file) {
        return documents(read(file));
    }

    static List<JsonNode> documents(String yaml) {
        return Stream.of(yaml.split("(?m)^---$")).map((document) -> YAMLMapper.shared().readTree(document)).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
