package com.example.shop.inventory.shipment;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.inventory.v1.StockReleased;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.inventory.v1.StockShipped;
import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.HttpCaller.Response;
import com.example.shop.inventory.InventoryServiceTestBase;
import com.example.shop.inventory.SimulatedOrderService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class ShipmentIT extends InventoryServiceTestBase {

    @Autowired
    EventHandler<OrderCancellationRequested> cancellation;

    @Autowired
    EventHandler<OrderConfirmed> confirmation;

    @Test
    void a_confirmed_order_is_shipped_and_a_second_request_gets_the_same_response() {
        String tea = product(5);
        UUID order = confirmedOrder(Map.of(tea, 3));

        Response first = ship(order);
        Response second = ship(order);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().get("orderId").asString()).isEqualTo(order.toString());
        assertThat(first.body().get("status").asString()).isEqualTo("SHIPPED");
        assertThat(first.body().get("shippedAt").asString()).endsWith("Z");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertEvents(order, List.of(StockReserved.class, StockShipped.class));
        assertThat(stockOf(tea)).containsExactly(2L, 0L, 3L);
    }

    @Test
    void an_order_that_is_not_confirmed_cannot_be_shipped() {
        String tea = product(5);
        UUID order = placeOrder(Map.of(tea, 3));
        ORDER_SERVICE.eventsOf(order, 1);

        Response response = ship(order);

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.problem()).isEqualTo("order-not-ready-to-ship");
        assertThat(stockOf(tea)).containsExactly(2L, 3L, 0L);
        assertThat(versionOf(order)).isEqualTo(1);
    }

    @Test
    void a_rejected_or_released_order_cannot_be_shipped() {
        UUID rejected = placeOrder(Map.of(product(1), 2));
        UUID released = confirmedOrder(Map.of(product(1), 1));
        ORDER_SERVICE.eventsOf(rejected, 1);
        ORDER_SERVICE.sendAndWait(requested(released));

        assertThat(ship(rejected).status()).isEqualTo(409);
        assertThat(ship(released).status()).isEqualTo(409);
        assertEvents(released, List.of(StockReserved.class, StockReleased.class));
    }

    @ParameterizedTest
    @ValueSource(strings = { "019abc00-0000-7000-8000-000000000001", "1", "1-1-1-1-1", "x%20y", "%27%20OR%201=1--" })
    void shipping_an_unknown_order_gets_404(String id) {
        Response response = this.wendy.post("/api/orders/" + id + "/shipment", "");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.problem()).isEqualTo("not-found");
    }

    @Test
    void shipping_needs_the_role_warehouse() {
        UUID order = newOrderId();

        assertThat(this.anybody.post("/api/orders/" + order + "/shipment", "").status()).isEqualTo(401);
        assertThat(this.alice.post("/api/orders/" + order + "/shipment", "").status()).isEqualTo(403);
        assertThat(callerWithRoles("olga", "OPERATOR").post("/api/orders/" + order + "/shipment", "").status())
            .isEqualTo(403);
    }

    @Test
    void of_a_shipment_and_a_cancellation_at_the_same_time_exactly_one_wins() throws Exception {
        int rounds = 60;
        String tea = product(rounds);
        int shipped = 0;

        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < rounds; round++) {
                UUID order = placeOrder(Map.of(tea, 1));
                ORDER_SERVICE.eventsOf(order, 1);
                handle(this.confirmation, new OrderConfirmed(order, 2, SimulatedOrderService.AT));
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Response> shipment = both.submit(() -> {
                    start.await();
                    return ship(order);
                });
                Future<?> cancellation = both.submit(() -> {
                    start.await();
                    handle(this.cancellation, requested(order));
                    return null;
                });
                cancellation.get();

                boolean hasLeft = shipment.get().status() == 200;
                assertThat(shipment.get().status()).isIn(200, 409);
                assertThat(statusOf(order)).isEqualTo(hasLeft ? "SHIPPED" : "RELEASED");
                assertEvents(order, hasLeft ? List.of(StockReserved.class, StockShipped.class, StockShipped.class)
                        : List.of(StockReserved.class, StockReleased.class));
                shipped += hasLeft ? 1 : 0;
            }
        }

        assertThat(stockOf(tea)).containsExactly((long) rounds - shipped, 0L, (long) shipped);
    }

    @Test
    void two_simultaneous_shipments_of_an_order_ship_it_once() throws Exception {
        String tea = product(20);

        try (ExecutorService both = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                UUID order = confirmedOrder(Map.of(tea, 2));
                List<Future<Response>> responses = both
                    .invokeAll(List.of(() -> ship(order), () -> ship(order), () -> ship(order), () -> ship(order)));
                for (Future<Response> response : responses) {
                    assertThat(response.get().text()).isEqualTo(responses.getFirst().get().text());
                }
                assertEvents(order, List.of(StockReserved.class, StockShipped.class));
            }
        }

        assertThat(stockOf(tea)).containsExactly(0L, 0L, 20L);
    }

    private Response ship(UUID order) {
        return this.wendy.post("/api/orders/" + order + "/shipment", "");
    }

    private <E extends Event> void handle(EventHandler<E> handler, E event) {
        this.transactions.executeWithoutResult((_) -> handler.handle(event));
    }

    private static OrderCancellationRequested requested(UUID order) {
        return new OrderCancellationRequested(order, 3, SimulatedOrderService.AT, "Changed my mind");
    }

}
