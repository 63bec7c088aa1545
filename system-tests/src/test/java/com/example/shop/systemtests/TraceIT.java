package com.example.shop.systemtests;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.example.shop.systemtests.client.Session;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// One trace connects a request with all of its consequences in both services.
class TraceIT {

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void the_logs_of_both_services_contain_the_trace_of_a_request() {
        Session alice = this.platform.shop().as("alice");
        String sku = this.platform.knownProduct(5);
        String trace = UUID.randomUUID().toString().replace("-", "");

        String id = alice
            .send("POST", "/api/orders",
                    Map.of("Idempotency-Key", Session.newKey(), "traceparent", "00-" + trace + "-00f067aa0ba902b7-01"),
                    Session.body(sku, 1))
            .expect(201)
            .text("id");

        Eventually.status(alice, id, "CONFIRMED");
        Eventually.asserted(() -> {
            assertThat(lines(this.platform.inventoryService(), trace)).as("inventory-service heard OrderPlaced")
                .anyMatch((line) -> line.contains("OrderPlaced"));
            assertThat(lines(this.platform.orderService(), trace)).as("order-service handled the reply")
                .anyMatch((line) -> line.contains("StockReserved"));
        });
    }

    private static List<String> lines(Instance instance, String trace) {
        return instance.log().stream().filter((line) -> line.contains(trace)).toList();
    }

}
