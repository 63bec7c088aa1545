package com.example.shop.systemtests;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Two instances of each service, and while orders pour in each of them is killed in turn and started again.
class CrashUnderLoadIT {

    private static final int CLIENTS = 12;

    private static final int AT_LEAST = 300;

    private static final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = platform.shop();

    private final AtomicBoolean calm = new AtomicBoolean();

    private final AtomicInteger placed = new AtomicInteger();

    @BeforeAll
    static void two_of_each() {
        platform.scaleUp();
    }

    @AfterAll
    static void one_of_each() {
        platform.scaleDown();
    }

    @Test
    void every_acknowledged_order_ends_and_no_effect_happens_twice() {
        List<String> plenty = List.of(platform.knownProduct(100_000), platform.knownProduct(100_000));
        String scarce = platform.knownProduct(100);

        Crowd.of(CLIENTS + 1, (client) -> {
            if (client == CLIENTS) {
                killEachInTurn();
            }
            else {
                orderAsLongAsItStorms(client, (client % 3 == 0) ? scarce : plenty.get(client % 2));
            }
            return client;
        });

        assertThat(this.placed.get()).isGreaterThanOrEqualTo(AT_LEAST);
        assertThat(this.shop.history().unsettled()).isEmpty();
        platform.assertEveryPromiseIsKept();
    }

    private void killEachInTurn() {
        try {
            for (Instance instance : platform.instances()) {
                int before = this.placed.get();
                instance.kill();
                Eventually.waiting().until(() -> this.placed.get() > before + 10);
                instance.start();
            }
        }
        finally {
            this.calm.set(true);
        }
    }

    // Each client goes on when its last order has ended, so that the load follows what
    // the platform can do.
    private void orderAsLongAsItStorms(int client, String sku) {
        Session session = this.shop.as((client % 2 == 0) ? "alice" : "bob");
        while (!this.calm.get() || this.placed.get() < AT_LEAST) {
            String id = placed(session, Session.newKey(), Session.body(sku, 1 + client % 3));
            int number = this.placed.incrementAndGet();
            if (number % 5 == 0) {
                Eventually.answered(() -> session.post("/api/orders/" + id + "/cancellation"));
            }
            Eventually.waiting()
                .until(() -> Eventually.answered(() -> session.get("/api/orders/" + id)).text("status"),
                        (status) -> !status.isEmpty() && !status.equals("PENDING") && !status.equals("CANCELLING"));
        }
    }

    private static String placed(Session session, String key, String body) {
        return Eventually.answered(() -> session.order(key, body)).expect(201).text("id");
    }

}
