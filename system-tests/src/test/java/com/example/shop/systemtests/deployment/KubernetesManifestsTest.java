package com.example.shop.systemtests.deployment;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Reads `deploy/kubernetes` as kustomize would, and checks it against the Kubernetes API and the needs of this platform.
class KubernetesManifestsTest {

    static final String NAME_LABEL = "app.kubernetes.io/name";

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Path FOLDER = ROOT.resolve("deploy/kubernetes");

    private static final Kustomization KUSTOMIZATION = Kustomization.in(FOLDER);

    private static final List<JsonNode> MANIFESTS = KUSTOMIZATION.manifests();

    private static final List<String> WITH_DATABASE = List.of("order-service", "inventory-service");

    private static final List<String> SERVICES = List.of("gateway", "order-service", "inventory-service");

    /// The Spring settings that the manifests may use; a misspelt one is not among them.
    private static final Set<String> OF_SPRING = Set.of("spring.config.import", "spring.datasource.url",
            "spring.kafka.bootstrap-servers", "spring.lifecycle.timeout-per-shutdown-phase");

    private static final Pattern ROW = Pattern.compile("\\| `([a-z.-]+)` \\| `?([^|`]*)`? \\|.*");

    private static final Pattern HASH = Pattern.compile("platform-[a-z0-9]{10}\\b");

    private static final int USER = 10001;

    @Test
    void every_file_of_the_folder_is_used() throws IOException {
        Set<String> named = new TreeSet<>(KUSTOMIZATION.resources());
        named.addAll(KUSTOMIZATION.patches());
        named.addAll(KUSTOMIZATION.envFiles());
        named.add("kustomization.yaml");

        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map((file) -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void every_field_is_known_to_the_kubernetes_api() {
        assertThat(MANIFESTS).hasSizeGreaterThan(20)
            .allSatisfy((manifest) -> assertThat(KubernetesApi.refusal(manifest)).as(nameOf(manifest)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /spec/template/spec/containers/0/livenessProbe | periodSecond      | 10         | periodSecond
            /spec/template/spec/containers/0               | readynessProbe    | {}         | readynessProbe
            /spec/strategy/rollingUpdate                   | maxUnavailable    | [0]        | maxUnavailable
            /spec/template/spec/containers/0/env/2         | value             | 15         | wrong type
            /spec/template/spec                            | hostNetwork       | "no"       | wrong type
            /spec/template/spec                            | terminationGracePeriodSeconds | "soon" | soon
            /spec                                          | selector          |            | selector
            """)
    void a_planted_error_is_found(String where, String field, String value, String complaint) {
        JsonNode manifest = deployment("gateway").deepCopy();
        ObjectNode parent = (ObjectNode) manifest.at(where);
        if (value == null) {
            parent.remove(field);
        }
        else {
            parent.set(field, Kustomization.documents(value).getFirst());
        }

        assertThat(KubernetesApi.refusal(manifest))
            .hasValueSatisfying((refusal) -> assertThat(refusal).contains(complaint));
    }

    @Test
    @Tag("kubectl")
    void kustomize_itself_produces_the_same_manifests() throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", FOLDER.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        String built = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kubectl.waitFor()).isZero();
        assertThat(Kustomization.documents(HASH.matcher(built).replaceAll("platform")))
            .containsExactlyInAnyOrderElementsOf(MANIFESTS);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void each_service_has_all_that_belongs_to_one(String service) {
        assertThat(List.of("Service", "PodDisruptionBudget", "HorizontalPodAutoscaler", "Deployment")).allSatisfy(
                (kind) -> assertThat(find(kind, service).at("/metadata/namespace").asString()).isEqualTo("orderly"));
        assertThat(all("Deployment")).hasSameSizeAs(SERVICES);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void selectors_and_ports_meet(String service) {
        JsonNode labels = deployment(service).at("/spec/template/metadata/labels");

        assertThat(container(service).at("/ports/0/containerPort").asInt(0)).isEqualTo(port(service));
        assertThat(container(service).at("/ports/0/name").asString()).isEqualTo("http");
        assertThat(find("Service", service).at("/spec/ports/0/port").asInt(0)).isEqualTo(port(service));
        assertThat(find("Service", service).at("/spec/ports/0/targetPort").asString()).isEqualTo("http");

        assertThat(labels.path(NAME_LABEL).asString()).isEqualTo(service);
        assertThat(find("Service", service).at("/spec/selector")).isEqualTo(labels);
        assertThat(deployment(service).at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(find("PodDisruptionBudget", service).at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(pod(service).path("topologySpreadConstraints")).hasSize(2)
            .allSatisfy((spread) -> assertThat(spread.at("/labelSelector/matchLabels")).isEqualTo(labels));
        assertThat(find("HorizontalPodAutoscaler", service).at("/spec/scaleTargetRef/kind").asString())
            .isEqualTo("Deployment");
        assertThat(find("HorizontalPodAutoscaler", service).at("/spec/scaleTargetRef/name").asString())
            .isEqualTo(service);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void probes_use_the_port_and_path_of_the_service(String service) {
        assertThat(container(service).at("/startupProbe/httpGet/path").asString()).isEqualTo("/livez");
        assertThat(container(service).at("/livenessProbe/httpGet/path").asString()).isEqualTo("/livez");
        assertThat(container(service).at("/readinessProbe/httpGet/path").asString()).isEqualTo("/readyz");
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
            .map((probe) -> container(service).path(probe).at("/httpGet/port").asString())).containsOnly("http");

        Duration slowStart = Duration.ofMinutes(1);
        assertThat(patience(container(service).path("startupProbe"))).isGreaterThan(slowStart);
        assertThat(patience(container(service).path("livenessProbe")))
            .isGreaterThan(patience(container(service).path("readinessProbe")));
    }

    private static Duration patience(JsonNode probe) {
        return Duration.ofSeconds(probe.path("periodSeconds").asLong(0) * probe.path("failureThreshold").asLong(0));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_service_has_no_more_rights_than_it_needs(String service) {
        JsonNode pod = pod(service);
        JsonNode container = container(service);

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt(0)).isEqualTo(USER);
        assertThat(pod.at("/securityContext/runAsGroup").asInt(0)).isEqualTo(USER);
        assertThat(pod.at("/securityContext/seccompProfile/type").asString("")).isEqualTo("RuntimeDefault");
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean(false)).isTrue();
        assertThat(container.at("/securityContext/capabilities").toString()).isEqualTo("{\"drop\":[\"ALL\"]}");
        assertThat(pod.path("containers")).hasSize(1);
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(container.path("volumeMounts")
            .valueStream()
            .filter((mount) -> !mount.path("readOnly").asBoolean(false)))
            .extracting((mount) -> mount.path("mountPath").asString())
            .containsExactly("/tmp");
        assertThat(volume(service, "tmp").at("/emptyDir/sizeLimit").asString("")).isNotEmpty();
    }

    @Test
    void the_namespace_refuses_unrestricted_pods() {
        JsonNode labels = find("Namespace", "orderly").at("/metadata/labels");

        assertThat(List.of("enforce", "audit", "warn"))
            .allSatisfy((mode) -> assertThat(labels.path("pod-security.kubernetes.io/" + mode).asString(""))
                .isEqualTo("restricted"));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_service_requests_as_much_memory_as_its_limit(String service) {
        JsonNode resources = container(service).path("resources");

        assertThat(resources.at("/limits/memory").asString("")).isEqualTo("512Mi")
            .isEqualTo(resources.at("/requests/memory").asString(""));
        assertThat(resources.at("/limits/cpu").asString("")).isNotEmpty();
        assertThat(resources.at("/requests/cpu").asString("")).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_stop_leaves_time_for_requests_in_flight(String service) {
        Duration grace = Duration.ofSeconds(pod(service).path("terminationGracePeriodSeconds").asLong(0));
        Duration unheard = Duration.ofSeconds(container(service).at("/lifecycle/preStop/sleep/seconds").asLong(0));
        Duration phase = seconds(env(service).getOrDefault("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", "0s"));
        Duration longestRequest = seconds(ourDefault("gateway.time-limit"));

        assertThat(unheard).isPositive();
        assertThat(phase).isGreaterThan(longestRequest);
        assertThat(grace).isGreaterThan(unheard.plus(phase));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void every_service_keeps_two_instances_during_updates_and_drains(String service) {
        JsonNode deployment = deployment(service).path("spec");
        JsonNode scaling = find("HorizontalPodAutoscaler", service).path("spec");

        assertThat(deployment.has("replicas")).as("would override the autoscaler").isFalse();
        assertThat(scaling.path("minReplicas").asInt(0)).isEqualTo(2);
        assertThat(scaling.path("maxReplicas").asInt(0)).isBetween(3, 10);
        assertThat(scaling.at("/metrics/0/resource/target/averageUtilization").asInt(0)).isBetween(1, 90);
        assertThat(deployment.at("/strategy/rollingUpdate/maxUnavailable").asInt(1)).isZero();
        assertThat(deployment.at("/strategy/rollingUpdate/maxSurge").asInt(0)).isPositive();
        assertThat(find("PodDisruptionBudget", service).at("/spec/maxUnavailable").asInt(2)).isEqualTo(1);
    }

    @ParameterizedTest
    @FieldSource("WITH_DATABASE")
    void no_instance_is_without_a_partition(String service) {
        int partitions = Integer.parseInt(ourDefault("messaging.partitions"));
        int consumers = Integer.parseInt(ourDefault("inbox.concurrency"));

        assertThat(find("HorizontalPodAutoscaler", service).at("/spec/maxReplicas").asInt(0) * consumers)
            .isLessThanOrEqualTo(partitions);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void every_environment_variable_is_a_setting(String service) {
        Set<String> variables = Stream.concat(OF_SPRING.stream(), ourDefaults().keySet().stream())
            .map((setting) -> setting.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());

        assertThat(env(service)).isNotEmpty();
        assertThat(variables).containsAll(env(service).keySet());
    }

    @Test
    void every_placeholder_is_used() {
        Set<String> used = all("Deployment").stream()
            .flatMap((deployment) -> deployment.at("/spec/template/spec/containers/0/env").valueStream())
            .filter((variable) -> variable.at("/valueFrom/configMapKeyRef/name").asString("").equals("platform"))
            .map((variable) -> variable.at("/valueFrom/configMapKeyRef/key").asString())
            .collect(Collectors.toSet());

        assertThat(platform()).containsOnlyKeys(used);
    }

    @Test
    void services_are_called_by_their_names() {
        Map<String, String> addresses = new TreeMap<>();
        SERVICES.forEach((service) -> env(service).forEach((name, value) -> {
            if (value.startsWith("http://")) {
                addresses.put(name, value);
            }
        }));

        assertThat(addresses)
            .containsOnlyKeys("GATEWAY_SERVICES_ORDER", "GATEWAY_SERVICES_INVENTORY", "ORDER_INVENTORYADDRESS")
            .allSatisfy((_, address) -> assertThat(URI.create(address).getPort())
                .isEqualTo(port(URI.create(address).getHost())));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void the_demo_profile_is_not_deployed(String service) {
        assertThat(env(service)).doesNotContainKey("SPRING_PROFILES_ACTIVE");
        assertThat(env(service).get("SECURITY_ISSUER")).startsWith("https://");
        assertThat(env(service)).containsKey("SECURITY_AUDIENCE");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void registry_and_release_of_the_images_are_set_in_one_place(String service) {
        String plain = Kustomization.documents(FOLDER.resolve(service + ".yaml"))
            .getLast()
            .at("/spec/template/spec/containers/0/image")
            .asString();

        assertThat(plain).isEqualTo("orderly/" + service);
        assertThat(container(service).path("image").asString()).isNotEqualTo(plain)
            .matches(".+/.+:.+")
            .doesNotEndWith(":latest");
    }

    @Test
    void secrets_are_referenced_and_never_contained() throws IOException {
        assertThat(all("Secret")).isEmpty();
        assertThat(SERVICES.stream().flatMap((service) -> env(service).keySet().stream()))
            .noneMatch((name) -> name.matches(".*(PASSWORD|SECRET|CREDENTIAL|JAAS).*"));
        assertThat(platform())
            .allSatisfy((_, value) -> assertThat(value).doesNotContain("@").doesNotContainIgnoringCase("password"));
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(Kustomization::read)).noneMatch((text) -> text.contains("secretGenerator")
                    || text.contains("stringData") || text.contains("PRIVATE"));
        }
    }

    @ParameterizedTest
    @FieldSource("WITH_DATABASE")
    void a_service_reads_its_secrets_from_files_that_are_named_like_settings(String service) {
        String howTo = Kustomization.read(ROOT.resolve("docs/production.md"));

        assertThat(volume(service, "secrets").at("/secret/secretName").asString("")).isEqualTo(service);
        assertThat(volume(service, "secrets").at("/secret/optional").asBoolean(false)).isFalse();
        assertThat(mountPath(service, "secrets")).isEqualTo("/run/secrets");
        assertThat(env(service)).containsEntry("SPRING_CONFIG_IMPORT", "configtree:/run/secrets/");
        assertThat(howTo).contains("create secret generic " + service + " ").contains("spring.datasource.password");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void certificates_are_optional(String service) {
        assertThat(volume(service, "certificates").at("/secret/secretName").asString(""))
            .isEqualTo(service + "-certificates");
        assertThat(volume(service, "certificates").at("/secret/optional").asBoolean(false)).isTrue();
        assertThat(mountPath(service, "certificates")).isEqualTo("/run/certificates");
        assertThat(env(service).values()
            .stream()
            .flatMap((value) -> Pattern.compile("(?<==)/[^&]+").matcher(value).results().map((found) -> found.group())))
            .allMatch((path) -> path.startsWith("/run/certificates/"));
    }

    @Test
    void connections_are_allowed_only_by_a_policy() {
        NetworkPolicies network = new NetworkPolicies(all("NetworkPolicy"));

        assertThat(network.close("a-pod-that-came-later", "Ingress")).isTrue();
        assertThat(network.close("a-pod-that-came-later", "Egress")).isTrue();
        assertThat(SERVICES.stream()
            .flatMap((from) -> SERVICES.stream()
                .filter((to) -> !from.equals(to) && network.allow(from, to, port(to)))
                .map((to) -> from + " to " + to)))
            .containsExactlyInAnyOrder("gateway to order-service", "gateway to inventory-service",
                    "order-service to inventory-service");
        assertThat(network.portsFromAnywhere("gateway")).containsExactly(port("gateway"));
        assertThat(network.portsFromAnywhere("order-service")).isEmpty();
        assertThat(network.portsFromAnywhere("inventory-service")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void external_addresses_are_reachable_on_their_ports(String service) {
        NetworkPolicies network = new NetworkPolicies(all("NetworkPolicy"));
        Set<Integer> needed = env(service).values()
            .stream()
            .filter((value) -> value.matches("(https|jdbc:postgresql)://.*|[^/]+:\\d+.*"))
            .flatMap((value) -> Arrays.stream(value.split(",")))
            .map(KubernetesManifestsTest::portOf)
            .collect(Collectors.toSet());

        assertThat(needed).contains(443);
        assertThat(network.portsToAnywhere(service)).isEqualTo(needed);
        assertThat(network.protocolsToNameServers(service)).containsExactlyInAnyOrder("TCP", "UDP");
    }

    private static int portOf(String address) {
        Matcher port = Pattern.compile(":(\\d+)(?=/|$)").matcher(address);
        if (port.find()) {
            return Integer.parseInt(port.group(1));
        }
        return address.startsWith("jdbc:") ? 5432 : 443;
    }

    private static List<JsonNode> all(String kind) {
        return MANIFESTS.stream().filter((manifest) -> manifest.path("kind").asString().equals(kind)).toList();
    }

    private static JsonNode find(String kind, String name) {
        return all(kind).stream()
            .filter((manifest) -> manifest.at("/metadata/name").asString().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("There is no " + kind + " " + name));
    }

    private static JsonNode deployment(String service) {
        return find("Deployment", service);
    }

    private static JsonNode pod(String service) {
        return deployment(service).at("/spec/template/spec");
    }

    private static JsonNode container(String service) {
        return pod(service).at("/containers/0");
    }

    private static JsonNode volume(String service, String name) {
        return named(pod(service).path("volumes"), name);
    }

    private static String mountPath(String service, String volume) {
        return named(container(service).path("volumeMounts"), volume).path("mountPath").asString("");
    }

    private static JsonNode named(JsonNode list, String name) {
        return list.valueStream()
            .filter((item) -> item.path("name").asString().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("There is no " + name + " in " + list));
    }

    private static Map<String, String> platform() {
        return find("ConfigMap", "platform").path("data")
            .properties()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().asString()));
    }

    /// The environment variables of a service with their values.
    private static Map<String, String> env(String service) {
        return container(service).path("env")
            .valueStream()
            .collect(Collectors.toMap((variable) -> variable.path("name").asString(),
                    (variable) -> variable.has("value") ? variable.path("value").asString()
                            : platform().getOrDefault(variable.at("/valueFrom/configMapKeyRef/key").asString(""), "")));
    }

    /// The port of the service, from its own settings.
    private static int port(String service) {
        return Kustomization.documents(ROOT.resolve(service).resolve("src/main/resources/application.yml"))
            .stream()
            .flatMap((document) -> Stream.of(document.at("/server/port"), document.path("server.port")))
            .filter(JsonNode::isInt)
            .findFirst()
            .orElseThrow()
            .asInt();
    }

    private static String ourDefault(String setting) {
        return String.valueOf(ourDefaults().get(setting));
    }

    /// From the page of settings, which another test checks against the code.
    private static Map<String, String> ourDefaults() {
        return Kustomization.read(ROOT.resolve("docs/settings.md"))
            .lines()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .collect(Collectors.toMap((row) -> row.group(1), (row) -> row.group(2)));
    }

    private static Duration seconds(String text) {
        return Duration.parse("PT" + text);
    }

    private static String nameOf(JsonNode manifest) {
        return manifest.path("kind").asString("") + " " + manifest.at("/metadata/name").asString("");
    }

}
