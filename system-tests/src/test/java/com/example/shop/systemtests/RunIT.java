package com.example.shop.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.example.shop.localplatform.infrastructure.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Tests `./run` in a directory and on ports of its own.
@Tag("processes")
class RunIT {

    private static final List<String> MODULES = List.of("local-platform", "common", "order-service",
            "inventory-service", "gateway");

    private static final List<Integer> PORTS = List.of(8080, 8081, 8082, 8085, 8086, 8087, 15432, 19092, 19093);

    @TempDir(factory = InBuildDirectory.class, cleanup = CleanupMode.ON_SUCCESS)
    private Path root = Path.of("");

    private int offset;

    @BeforeEach
    void link_the_built_jars() throws IOException {
        Files.createDirectories(this.root.resolve("service-starter"));
        Files.createDirectories(this.root.resolve("deploy/image"));
        copy("run", "pom.xml", "service-starter/pom.xml", "deploy/image/jvm-options");
        for (String module : MODULES) {
            Files.createDirectories(this.root.resolve(module).resolve("src/main"));
            Path target = Files.createDirectories(this.root.resolve(module).resolve("target"));
            copy(module + "/pom.xml");
            Path original = Workspace.root().resolve(module).resolve("target");
            for (String built : List.of(module + "-1.0.0-SNAPSHOT.jar", "classpath.txt")) {
                if (Files.exists(original.resolve(built))) {
                    Files.createLink(target.resolve(built), original.resolve(built));
                }
            }
        }
        // Without a build and without preparing faster starts.
        Path launch = Files.createDirectories(this.root.resolve("local-platform/target/launch"));
        Files.createFile(launch.resolve("built"));
        Files.createFile(launch.resolve("trained"));
        this.offset = IntStream.iterate(10_000, (offset) -> offset + 100)
            .filter((offset) -> PORTS.stream().allMatch((port) -> FreePorts.isFree(port + offset)))
            .findFirst()
            .orElseThrow();
    }

    @AfterEach
    void stop() {
        new Script("stop").awaitEnd();
    }

    @Test
    void help_names_all_commands_and_options() {
        Script help = new Script("--help").awaitEnd();

        assertThat(help.exitValue()).isZero();
        assertThat(help.output()).contains("Usage: ./run", "status", "stop", "logs", "--fresh", "--no-demo");
    }

    @Test
    void a_log_that_does_not_exist_is_refused() {
        Script unknown = new Script("logs", "billing").awaitEnd();
        Script none = new Script("logs").awaitEnd();

        assertThat(unknown.exitValue()).isEqualTo(1);
        assertThat(unknown.output()).contains("There is no log of billing: choose from order-service");
        assertThat(none.exitValue()).isEqualTo(1);
        assertThat(none.output()).contains("There is no log yet");
    }

    @Test
    void a_platform_that_does_not_run_is_not_ready() {
        Script status = new Script("status", "--json").awaitEnd();

        assertThat(status.exitValue()).isEqualTo(1);
        assertThat(json(status).path("status").asString()).isEqualTo("stopped");
    }

    @Test
    void run_confirms_an_order_and_leaves_no_process_behind_however_it_ends() {
        Script first = new Script("--port-offset=" + this.offset);
        first.awaitOutput("CONFIRMED");
        Script status = new Script("status", "--json").awaitEnd();
        assertThat(status.exitValue()).as(status.output()).isZero();
        assertThat(json(status).path("parts")).hasSize(5).allMatch((part) -> part.path("ready").asBoolean());
        List<ProcessHandle> family = first.family();
        assertThat(family).as("the launcher, PostgreSQL and three services").hasSizeGreaterThan(4);

        // A crash: no orderly stop.
        family.getFirst().destroyForcibly();

        Eventually.asserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        Eventually.asserted(() -> assertThat(PORTS).allMatch((port) -> FreePorts.isFree(port + this.offset)));
        assertThat(new Script("status").awaitEnd().exitValue()).isEqualTo(1);

        // The data has survived; now an orderly stop.
        Script second = new Script("--no-demo", "--port-offset=" + this.offset);
        Eventually.waiting().until(() -> new Script("status").awaitEnd().exitValue() == 0);
        List<ProcessHandle> secondFamily = second.family();
        assertThat(Http.get(URI.create("http://localhost:" + (8080 + this.offset) + "/api/products/TEA-001")).status())
            .isEqualTo(200);
        Script stop = new Script("stop").awaitEnd();

        assertThat(stop.exitValue()).as(stop.output()).isZero();
        assertThat(second.awaitEnd().exitValue()).as(second.output()).isZero();
        assertThat(second.output()).doesNotContain("CONFIRMED");
        Eventually.asserted(() -> assertThat(secondFamily).noneMatch(ProcessHandle::isAlive));
    }

    private void copy(String... files) throws IOException {
        for (String file : files) {
            Files.copy(Workspace.root().resolve(file), this.root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static JsonNode json(Script script) {
        return JsonMapper.shared().readTree(script.output());
    }

    /// A directory that allows hard links to the built jars and keeps the logs of a
    /// failure.
    static final class InBuildDirectory implements TempDirFactory {

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.createTempDirectory(Workspace.root().resolve("system-tests/target"), "run-");
        }

    }

    /// One call of `./run`.
    private final class Script {

        private final Path output;

        private final Process process;

        Script(String... arguments) {
            try {
                this.output = Files.createTempFile(RunIT.this.root, "output-", ".txt");
                this.process = new ProcessBuilder(Stream.concat(Stream.of("./run"), Stream.of(arguments)).toList())
                    .directory(RunIT.this.root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(this.output.toFile())
                    .start();
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        Script awaitEnd() {
            Eventually.waiting().until(() -> !this.process.isAlive());
            return this;
        }

        void awaitOutput(String text) {
            Eventually.waiting().until(() -> {
                assertThat(this.process.isAlive()).as(output()).isTrue();
                return output().contains(text);
            });
        }

        /// All processes below the script: the launcher first, then those that it has
        /// started.
        List<ProcessHandle> family() {
            List<ProcessHandle> children = this.process.children().toList();
            assertThat(children).as(output()).hasSize(1);
            return Stream.concat(children.stream(), children.getFirst().descendants()).toList();
        }

        int exitValue() {
            return this.process.exitValue();
        }

        String output() {
            return Workspace.read(this.output);
        }

    }

}
