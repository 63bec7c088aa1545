package com.example.shop.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/// Management ports are only for operators.
class ManagementIT {

    private final TestPlatform platform = TestPlatform.shared();

    private final List<Instance> instances = List.of(this.platform.orderService(), this.platform.inventoryService(),
            this.platform.gateway());

    @Test
    void the_public_port_shows_only_health() {
        for (Instance instance : this.instances) {
            assertThat(publicStatus(instance, "/livez")).as(instance.name()).isEqualTo(200);
            assertThat(publicStatus(instance, "/readyz")).as(instance.name()).isEqualTo(200);
            for (String path : List.of("/actuator", "/actuator/health", "/actuator/env", "/actuator/prometheus")) {
                assertThat(publicStatus(instance, path)).as(instance.name() + path).isIn(401, 404);
            }
        }
    }

    @Test
    void the_management_port_shows_health_and_metrics() {
        for (Instance instance : this.instances) {
            assertThat(instance.management("/actuator/health").status()).as(instance.name()).isEqualTo(200);
            assertThat(instance.management("/actuator/prometheus").body()).as(instance.name())
                .contains("http_server_requests_seconds");
            assertThat(instance.management("/actuator/env").status()).as(instance.name()).isIn(401, 404);
        }
    }

    @Test
    void the_management_port_accepts_only_loopback_connections() {
        for (Instance instance : this.instances) {
            for (InetAddress address : instance.networkAddresses()) {
                assertThatIOException().as("%s at %s", instance.name(), address)
                    .isThrownBy(() -> connect(address, instance.managementPort()));
            }
        }
    }

    private static int publicStatus(Instance instance, String path) {
        return Http.get(instance.address().resolve(path)).status();
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
        }
    }

}
