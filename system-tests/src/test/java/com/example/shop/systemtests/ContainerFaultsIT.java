package com.example.shop.systemtests;

import java.util.List;
import java.util.Map;

import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Containers crash, are stopped, are replaced and are misconfigured.
@Tag("compose")
class ContainerFaultsIT {

    private static final List<String> SERVICES = List.of("gateway", "order-service", "inventory-service");

    private final ComposePlatform platform = ComposePlatform.shared();

    private final Compose compose = this.platform.compose();

    private final Session alice = this.platform.shop().as("alice");

    @AfterEach
    void every_promise_is_kept() {
        this.platform.assertEveryPromiseIsKept();
    }

    @Test
    void each_container_that_crashes_is_restarted_and_nothing_is_lost() {
        Load load = new Load(this.platform, 500);

        load.during(() -> {
            for (String part : List.of("gateway", "order-service", "inventory-service", "kafka", "postgres")) {
                String container = Compose.container(part, 1);
                crash(container);
                Eventually.waiting().until(() -> Docker.inspect(container).path("RestartCount").asInt() > 0);
                Compose.awaitHealthy(container);
                load.awaitOrders(10);
            }
        });

        this.platform.assertEveryPromiseIsKept();
    }

    @Test
    void data_survives_a_stop_of_all_containers() {
        String sku = this.platform.knownProduct(5);
        String id = this.alice.order(sku, 2).expect(201).text("id");
        Eventually.status(this.alice, id, "CONFIRMED");

        this.platform.restart();

        // With the old token: the issuer has kept its key.
        Response order = Eventually.response(() -> this.alice.get("/api/orders/" + id)).expect(200);
        assertThat(order.text("status")).isEqualTo("CONFIRMED");
        assertThat(Goods.stock(this.platform.shop(), sku)).isEqualTo("3/2/0");
        Eventually.status(this.alice, this.alice.order(sku, 1).expect(201).text("id"), "CONFIRMED");
    }

    @Test
    void every_instance_can_be_replaced_by_another_build_under_load() {
        Workspace.write(Workspace.root().resolve("system-tests/target/next/Dockerfile"), """
                ARG SERVICE
                FROM orderly/${SERVICE}
                LABEL build=next
                """);
        for (String service : SERVICES) {
            Docker.run("build", "--build-arg", "SERVICE=" + service, "-t", next(service), "system-tests/target/next");
        }
        this.platform.scaleUp();
        try {
            Load load = new Load(this.platform, 100);
            load.during(() -> {
                for (String service : SERVICES) {
                    this.compose.setImage(service, next(service));
                    for (String container : Compose.containers(service)) {
                        replace(service, container);
                        load.awaitOrders(10);
                    }
                }
            });
            assertThat(SERVICES).allSatisfy((service) -> assertThat(Compose.containers(service)).hasSize(2)
                .allSatisfy((container) -> assertThat(Docker.inspect(container).at("/Config/Labels/build").asString())
                    .isEqualTo("next")));
        }
        finally {
            SERVICES.forEach((service) -> this.compose.setImage(service, "orderly/" + service));
            this.platform.makeAnew();
        }
    }

    @Test
    void a_missing_secret_a_wrong_password_and_too_little_memory_are_named_in_one_sentence() {
        String noSecret = bad("no-secret", "SPRING_CONFIG_IMPORT=optional:configtree:/nowhere/");
        String wrongPassword = bad("wrong-password", "SPRING_DATASOURCE_USERNAME=inventory");
        String narrow = Compose.PROJECT + "-narrow";
        Docker.run("run", "-d", "--name", narrow, "--memory", "128m", "orderly/order-service");
        try {
            assertSays(noSecret, "Check spring.datasource.url, that the server runs, and that a password is set");
            assertSays(wrongPassword, "Check spring.datasource.username and spring.datasource.password");
            assertSays(narrow,
                    "This container may use 128 MB of memory, and the service needs 384 MB: raise its limit.");
            assertThat(exitCode(narrow)).isEqualTo(1);
            for (String container : List.of(noSecret, wrongPassword)) {
                assertThat(Compose.isRunning(container)).as(container).isTrue();
                assertThat(Docker.log(container)).doesNotContain("\tat ");
                assertThat(
                        Docker.call(Map.of(), List.of("exec", container, "bash", "/app/ask", "8081/readyz")).status())
                    .as("health check of %s", container)
                    .isNotZero();
            }
        }
        finally {
            Docker.run("rm", "-f", noSecret, wrongPassword, narrow);
        }
    }

    /// Kills the first process of the container without Docker, which therefore restarts
    /// it.
    private static void crash(String container) {
        String pid = Docker.run("inspect", "-f", "{{.State.Pid}}", container).strip();
        Docker.run("run", "--rm", "--pid=host", "--user=0", "--entrypoint=bash", "postgres:18", "-c", "kill -9 " + pid);
    }

    private void replace(String service, String container) {
        Docker.run("stop", container);
        assertThat(exitCode(container)).as("%s stopped in order", container).isEqualTo(143);
        Docker.run("rm", container);
        this.compose.addMissing(service);
        Compose.containers(service).forEach(Compose::awaitHealthy);
    }

    private String bad(String name, String setting) {
        String container = Compose.PROJECT + "-" + name;
        this.compose.run("run", "-d", "--no-deps", "--name", container, "-e", setting, "order-service");
        return container;
    }

    private static void assertSays(String container, String sentence) {
        Eventually.waiting()
            .untilAsserted(() -> assertThat(Docker.log(container).lines()).as(container)
                .anyMatch((line) -> line.endsWith(sentence)));
    }

    private static int exitCode(String container) {
        return Integer.parseInt(Docker.run("inspect", "-f", "{{.State.ExitCode}}", container).strip());
    }

    private static String next(String service) {
        return "orderly/" + service + ":next";
    }

}
