package com.example.shop.systemtests.deployment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/// Which connections are allowed, if there are no other policies.
record NetworkPolicies(List<JsonNode> policies) {

    /// Whether a pod with this name may do only what a policy allows.
    boolean close(String pod, String direction) {
        return about(pod, direction).findAny().isPresent();
    }

    /// Both sides must allow it: egress of the client and ingress of the server.
    boolean allow(String from, String to, int port) {
        return rules(from, "Egress").anyMatch((rule) -> admits(rule.path("to"), to) && ports(rule).contains(port))
                && rules(to, "Ingress")
                    .anyMatch((rule) -> admits(rule.path("from"), from) && ports(rule).contains(port));
    }

    /// Ports to which a pod may connect at any address.
    Set<Integer> portsToAnywhere(String from) {
        return rules(from, "Egress").filter((rule) -> rule.path("to").isEmpty())
            .flatMap((rule) -> ports(rule).stream())
            .collect(Collectors.toSet());
    }

    /// Ports to which anybody may connect.
    Set<Integer> portsFromAnywhere(String to) {
        return rules(to, "Ingress").filter((rule) -> rule.path("from").isEmpty())
            .flatMap((rule) -> ports(rule).stream())
            .collect(Collectors.toSet());
    }

    /// Protocols by which a pod may reach the cluster's name servers.
    Set<String> protocolsToNameServers(String from) {
        return rules(from, "Egress")
            .filter((rule) -> rule.at("/to/0/podSelector/matchLabels/k8s-app").asString("").equals("kube-dns")
                    && rule.at("/to/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asString("")
                        .equals("kube-system"))
            .filter((rule) -> ports(rule).equals(Set.of(53)))
            .flatMap((rule) -> rule.path("ports").valueStream())
            .map((port) -> port.path("protocol").asString(""))
            .collect(Collectors.toSet());
    }

    private Stream<JsonNode> rules(String pod, String direction) {
        return about(pod, direction).flatMap(
                (policy) -> policy.at(direction.equals("Egress") ? "/spec/egress" : "/spec/ingress").valueStream());
    }

    private Stream<JsonNode> about(String pod, String direction) {
        return this.policies.stream()
            .filter((policy) -> selects(policy.at("/spec/podSelector"), pod))
            .filter((policy) -> policy.at("/spec/policyTypes")
                .valueStream()
                .anyMatch((type) -> type.asString().equals(direction)));
    }

    private static boolean admits(JsonNode peers, String pod) {
        return peers.isEmpty() || peers.valueStream()
            .anyMatch((peer) -> !peer.has("namespaceSelector") && !peer.has("ipBlock")
                    && selects(peer.path("podSelector"), pod));
    }

    private static boolean selects(JsonNode selector, String pod) {
        boolean labels = selector.path("matchLabels")
            .properties()
            .stream()
            .allMatch((label) -> label.getKey().equals(KubernetesManifestsTest.NAME_LABEL)
                    && label.getValue().asString().equals(pod));
        boolean expressions = selector.path("matchExpressions")
            .valueStream()
            .allMatch((expression) -> expression.path("key").asString().equals(KubernetesManifestsTest.NAME_LABEL)
                    && expression.path("operator").asString().equals("In")
                    && expression.path("values").valueStream().anyMatch((value) -> value.asString().equals(pod)));
        return labels && expressions;
    }

    /// A rule without ports would allow all of them, shown as -1.
    private static Set<Integer> ports(JsonNode rule) {
        return rule.path("ports").isEmpty() ? Set.of(-1)
                : rule.path("ports")
                    .valueStream()
                    .map((port) -> port.path("port").asInt(-1))
                    .collect(Collectors.toSet());
    }

}
