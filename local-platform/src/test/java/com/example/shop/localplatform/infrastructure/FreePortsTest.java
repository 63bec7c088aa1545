package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreePortsTest {

    @Test
    void the_ports_found_are_different_and_free() {
        assertThat(FreePorts.find(5)).doesNotHaveDuplicates().allMatch(FreePorts::isFree);
    }

    @Test
    void a_port_that_somebody_listens_on_is_not_free() throws IOException {
        try (ServerSocket onLoopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket everywhere = new ServerSocket(0)) {
            assertThat(FreePorts.isFree(onLoopback.getLocalPort())).isFalse();
            assertThat(FreePorts.isFree(everywhere.getLocalPort())).isFalse();
        }
    }

}
