package com.example.shop.systemtests.deployment;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Validates a manifest like the API of a cluster, with classes generated from its official description.
final class KubernetesApi {

    private static final Map<String, Class<?>> KINDS = Map.of("v1/Namespace", V1Namespace.class, //
            "v1/ConfigMap", V1ConfigMap.class, //
            "v1/Service", V1Service.class, //
            "apps/v1/Deployment", V1Deployment.class, //
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class, //
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class, //
            "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class);

    private KubernetesApi() {
    }

    /// The reasons why the manifest would be refused. The classes refuse unknown and
    /// missing
    /// fields, but confuse numbers and strings, so what was read is written again and
    /// must
    /// be the same.
    static Optional<String> refusal(JsonNode manifest) {
        String kind = manifest.path("apiVersion").asString("") + "/" + manifest.path("kind").asString("");
        Class<?> type = KINDS.get(kind);
        if (type == null) {
            return Optional.of("no such kind is expected here: " + kind);
        }
        try {
            Object read = JSON.deserialize(manifest.toString(), type);
            return lost("", manifest, JsonMapper.shared().readTree(JSON.serialize(read)));
        }
        catch (RuntimeException ex) {
            return Optional.of(String.valueOf(ex.getMessage()));
        }
    }

    /// The written manifest may have additional empty lists, but no other change.
    private static Optional<String> lost(String path, JsonNode manifest, JsonNode written) {
        if (manifest.isObject() && written.isObject()) {
            return manifest.properties()
                .stream()
                .flatMap((field) -> lost(path + "/" + field.getKey(), field.getValue(), written.path(field.getKey()))
                    .stream())
                .findFirst();
        }
        if (manifest.isArray() && manifest.size() == written.size()) {
            return IntStream.range(0, manifest.size())
                .boxed()
                .flatMap((at) -> lost(path + "/" + at, manifest.path(at), written.path(at)).stream())
                .findFirst();
        }
        return manifest.equals(written) ? Optional.empty()
                : Optional.of(path + " is of a wrong type: " + manifest + " instead of " + written);
    }

}
