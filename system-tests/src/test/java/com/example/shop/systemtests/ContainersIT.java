package com.example.shop.systemtests;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.systemtests.checker.Rows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Checks the restrictions of the containers, as the Docker engine reports them and not as the file states them.
@Tag("compose")
class ContainersIT {

    private static final List<String> SERVICES = List.of("gateway", "order-service", "inventory-service");

    private static final List<String> RUNNING = List.of("gateway", "order-service", "inventory-service", "postgres",
            "kafka");

    private static final Set<String> DATABASES = Set.of("orders", "inventory");

    private final ComposePlatform platform = ComposePlatform.shared();

    @Test
    void every_container_has_no_more_rights_than_it_needs() {
        for (String part : Stream.concat(RUNNING.stream(), Stream.of("secrets")).toList()) {
            JsonNode host = inspect(part).path("HostConfig");
            assertThat(host.path("ReadonlyRootfs").asBoolean()).as("%s: root file system", part).isTrue();
            assertThat(host.path("CapDrop").toString()).as("%s: capabilities", part).isEqualTo("[\"ALL\"]");
            assertThat(host.path("CapAdd").isNull()).as("%s: capabilities", part).isTrue();
            assertThat(host.path("Privileged").asBoolean()).as("%s: privileged", part).isFalse();
            assertThat(host.path("SecurityOpt").toString()).as("%s: privileges", part)
                .contains("no-new-privileges:true");
            assertThat(host.path("Memory").asLong()).as("%s: memory", part).isBetween(1L, 512L << 20);
            assertThat(host.path("NanoCpus").asLong()).as("%s: processors", part).isPositive();
            assertThat(host.path("PidsLimit").asLong()).as("%s: processes", part).isPositive();
            assertThat(host.path("LogConfig").path("Config").path("max-size").asString()).as("%s: log", part)
                .isEqualTo("10m");
            assertThat(host.path("PidMode").asString() + host.path("IpcMode").asString()).as("%s: namespaces", part)
                .doesNotContain("host");
        }
    }

    @Test
    void no_service_runs_as_root_or_can_write_outside_its_temporary_directory() {
        for (String part : RUNNING) {
            assertThat(inspect(part).at("/Config/User").asString()).as(part).isNotIn("", "0", "root", "0:0");
        }
        for (String service : SERVICES) {
            assertThat(exec(service, "id -u").output()).as(service).isEqualToIgnoringNewLines("10001");
            assertThat(exec(service, "touch /app/planted").status()).as(service).isNotZero();
            assertThat(exec(service, "touch /tmp/allowed").status()).as(service).isZero();
            assertThat(inspect(service).at("/HostConfig/Tmpfs").propertyNames()).as(service).containsExactly("/tmp");
        }
    }

    @Test
    void every_container_has_a_health_check_a_restart_policy_and_time_to_stop() {
        for (String part : RUNNING) {
            Compose.awaitHealthy(Compose.container(part, 1));
            JsonNode container = inspect(part);
            assertThat(container.at("/HostConfig/RestartPolicy/Name").asString()).as(part).isEqualTo("unless-stopped");
            assertThat(container.at("/Config/StopTimeout").asInt()).as(part).isEqualTo(20);
        }
        assertThat(inspect("secrets").at("/State/ExitCode").asInt()).isZero();
    }

    @Test
    void only_the_gateway_has_a_public_port_and_only_on_this_machine() {
        for (String part : RUNNING) {
            JsonNode ports = inspect(part).at("/HostConfig/PortBindings");
            if (part.equals("gateway")) {
                assertThat(ports.propertyNames()).containsExactly("8080/tcp");
                assertThat(ports.path("8080/tcp"))
                    .allMatch((port) -> port.path("HostIp").asString().equals("127.0.0.1"));
            }
            else {
                assertThat(ports.propertyNames()).as(part).isEmpty();
            }
        }
        for (String network : List.of("data", "services")) {
            assertThat(Docker.run("network", "inspect", "-f", "{{.Internal}}", Compose.PROJECT + "_" + network).strip())
                .as(network)
                .isEqualTo("true");
        }
        assertThat(exec("order-service", "exec 3<>/dev/tcp/postgres/5432").status()).isZero();
        assertThat(exec("gateway", "exec 3<>/dev/tcp/postgres/5432").status()).isNotZero();
        assertThat(exec("gateway", "exec 3<>/dev/tcp/kafka/9092").status()).isNotZero();
    }

    @Test
    void a_database_role_can_use_its_own_database_only() {
        for (String role : DATABASES) {
            Database own = this.platform.database(role);
            for (String other : List.of("orders", "inventory", "postgres", "template1")) {
                Database asked = new Database(own.url().replaceFirst("[^/]+$", other), own.user(), own.password());
                if (!other.equals(role)) {
                    assertThatExceptionOfType(SQLException.class).as("%s in %s", role, other)
                        .isThrownBy(() -> asked.connect().close())
                        .matches((refused) -> refused.getSQLState().equals("42501"));
                }
            }
            assertThat(new Rows(own.url(), own.user(), own.password())
                .count("SELECT count(*) FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)"))
                .isZero();
        }
    }

    @Test
    void the_password_that_created_the_databases_is_no_longer_valid() {
        Database own = this.platform.database("orders");
        String password = exec("postgres", "cat /run/secrets/postgres.password").output().strip();

        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> new Database(own.url(), "postgres", password).connect().close())
            .matches((refused) -> refused.getSQLState().equals("28P01"));
    }

    @Test
    void no_secret_is_in_an_image_an_environment_or_a_log() {
        List<String> secrets = Stream.concat(DATABASES.stream().map((name) -> this.platform.database(name).password()),
                Stream.of(JsonMapper.shared()
                    .readTree(exec("gateway", "cat /run/secrets/issuer-key.json").output())
                    .findPath("d")
                    .asString()))
            .toList();
        assertThat(secrets).hasSize(3).allMatch((secret) -> secret.length() > 30);

        for (String part : RUNNING) {
            String container = Compose.container(part, 1);
            String image = inspect(part).path("Image").asString();
            Map<String, String> places = Map.of("inspect", Docker.run("inspect", container), "image",
                    Docker.run("inspect", image), "history", Docker.run("history", "--no-trunc", image), "log",
                    Docker.log(container), "environment", exec(part, "tr '\\0' '\\n' < /proc/1/environ").output());
            places.forEach(
                    (place, text) -> assertThat(text).as("%s of %s", place, part).isNotEmpty().doesNotContain(secrets));
        }
        assertThat(this.platform.compose().run("config")).doesNotContain(secrets);
    }

    private static JsonNode inspect(String part) {
        return Docker.inspect(Compose.container(part, 1));
    }

    private static Docker.Result exec(String part, String command) {
        return Docker.call(Map.of(), List.of("exec", Compose.container(part, 1), "bash", "-c", command));
    }

}
