package com.example.shop.localplatform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.example.shop.localplatform.infrastructure.FreePorts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class StatusTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Console CONSOLE = new Console(System.out, false, true);

    @Test
    void a_platform_that_does_not_run_is_stopped_and_not_ready() {
        Status status = Status.of(Optional.empty());

        assertThat(status.allReady()).isFalse();
        assertThat(JSON.readTree(status.json()).path("status").asString()).isEqualTo("stopped");
        assertThat(status.text(CONSOLE)).contains("./run starts it");
    }

    @Test
    void every_part_is_asked_whether_it_is_ready() throws IOException {
        int deaf = FreePorts.find(1).getFirst();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunState state = state(part("PostgreSQL", listening.getLocalPort()), part("Kafka", deaf));

            Status status = Status.of(Optional.of(state));

            assertThat(status.allReady()).isFalse();
            JsonNode json = JSON.readTree(status.json());
            assertThat(json.path("status").asString()).isEqualTo("not ready");
            assertThat(json.path("gateway").asString()).isEqualTo("http://localhost:8080");
            assertThat(json.at("/parts/0/ready").asBoolean()).isTrue();
            assertThat(json.at("/parts/1/ready").asBoolean()).isFalse();
            assertThat(status.text(CONSOLE)).contains("  ✓ PostgreSQL ", "  ✗ Kafka ");
        }
    }

    @Test
    void a_platform_is_ready_when_all_its_parts_are() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Status status = Status.of(Optional.of(state(part("PostgreSQL", listening.getLocalPort()))));

            assertThat(status.allReady()).isTrue();
            assertThat(JSON.readTree(status.json()).path("status").asString()).isEqualTo("ready");
        }
    }

    private static RunState state(RunState.Part... parts) {
        return new RunState(1, Instant.EPOCH, "http://localhost:8080", List.of(parts));
    }

    private static RunState.Part part(String name, int port) {
        return new RunState.Part(name, port, false, null, null);
    }

}
