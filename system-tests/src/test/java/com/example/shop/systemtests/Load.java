package com.example.shop.systemtests;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;

import static org.assertj.core.api.Assertions.assertThat;

/// Clients that place orders, and cancel some, during a disturbance. Each places its next order when the last one has
/// ended, so that the load adapts to the platform.
final class Load {

    /// More would take the CPU from services that start at the same time.
    private static final int CLIENTS = 6;

    private static final Duration POLL = Duration.ofMillis(250);

    private final Shop shop;

    private final int atLeast;

    private final List<String> plenty;

    private final String scarce;

    private final AtomicBoolean calm = new AtomicBoolean();

    private final AtomicInteger placed = new AtomicInteger();

    /// @param atLeast the minimum number of orders
    Load(TestPlatform platform, int atLeast) {
        this.shop = platform.shop();
        this.atLeast = atLeast;
        this.plenty = List.of(platform.knownProduct(100_000), platform.knownProduct(100_000));
        this.scarce = platform.knownProduct(100);
    }

    /// Returns when the disturbance is over and every request has a response, after
    /// retries
    /// with the same key if necessary.
    void during(Runnable disturbance) {
        Crowd.of(CLIENTS + 1, (client) -> {
            if (client == CLIENTS) {
                try {
                    disturbance.run();
                }
                finally {
                    this.calm.set(true);
                }
            }
            else {
                order(client, (client % 3 == 0) ? this.scarce : this.plenty.get(client % 2));
            }
            return client;
        });
        assertThat(this.placed.get()).isGreaterThanOrEqualTo(this.atLeast);
        assertThat(this.shop.history().unsettled()).isEmpty();
    }

    /// Waits until this many more orders are placed.
    void awaitOrders(int more) {
        int before = this.placed.get();
        Eventually.waiting().until(() -> this.placed.get() > before + more);
    }

    private void order(int client, String sku) {
        Session session = this.shop.as((client % 2 == 0) ? "alice" : "bob");
        while (!this.calm.get() || this.placed.get() < this.atLeast) {
            String key = Session.newKey();
            String body = Session.body(sku, 1 + client % 3);
            String id = Eventually.response(() -> session.order(key, body)).expect(201).text("id");
            int number = this.placed.incrementAndGet();
            if (number % 5 == 0) {
                Eventually.response(() -> session.post("/api/orders/" + id + "/cancellation"));
            }
            Eventually.waiting()
                .pollInterval(POLL)
                .until(() -> Eventually.response(() -> session.get("/api/orders/" + id)).text("status"),
                        (status) -> !status.isEmpty() && !status.equals("PENDING") && !status.equals("CANCELLING"));
        }
    }

}
