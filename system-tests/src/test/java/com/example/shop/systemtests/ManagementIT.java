package com.example.shop.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;

import com.example.shop.localplatform.ServiceProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/// What operators see of the processes, and nobody else does.
class ManagementIT {

    private final TestPlatform platform = TestPlatform.shared();

    private final List<ServiceProcess> processes = List.of(this.platform.orderService(),
            this.platform.inventoryService(), this.platform.gateway());

    @Test
    void the_public_port_shows_health_and_nothing_else() {
        for (ServiceProcess process : this.processes) {
            assertThat(Http.status(process.port(), "/livez")).as(process.name()).isEqualTo(200);
            assertThat(Http.status(process.port(), "/readyz")).as(process.name()).isEqualTo(200);
            for (String path : List.of("/actuator", "/actuator/health", "/actuator/env", "/actuator/prometheus")) {
                assertThat(Http.status(process.port(), path)).as(process.name() + path).isIn(401, 404);
            }
        }
    }

    @Test
    void the_management_port_shows_health_and_metrics() throws IOException {
        for (ServiceProcess process : this.processes) {
            assertThat(Http.status(process.managementPort(), "/actuator/health")).as(process.name()).isEqualTo(200);
            assertThat(Http.get("localhost", process.managementPort(), "/actuator/prometheus").body())
                .as(process.name())
                .contains("http_server_requests_seconds");
            assertThat(Http.status(process.managementPort(), "/actuator/env")).as(process.name()).isIn(401, 404);
        }
    }

    @Test
    void the_management_port_is_for_this_machine_alone() throws SocketException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter((address) -> !address.isLoopbackAddress())
            .toList();

        for (ServiceProcess process : this.processes) {
            for (InetAddress other : others) {
                assertThatIOException().as("%s at %s", process.name(), other)
                    .isThrownBy(() -> connect(other, process.managementPort()));
            }
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
        }
    }

}
