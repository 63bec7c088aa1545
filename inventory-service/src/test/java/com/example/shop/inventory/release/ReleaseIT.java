package com.example.shop.inventory.release;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.inventory.v1.StockRejected;
import com.example.shop.common.contracts.inventory.v1.StockReleased;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.inventory.v1.StockShipped;
import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.InventoryServiceTestBase;
import com.example.shop.inventory.SimulatedOrderService;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class ReleaseIT extends InventoryServiceTestBase {

    @Autowired
    private EventHandler<OrderCancelled> cancelled;

    @Autowired
    private EventHandler<OrderCancellationRequested> requested;

    @Test
    void an_order_that_ends_releases_its_stock() {
        String tea = product(5);
        UUID order = placeOrder(Map.of(tea, 3));
        ORDER_SERVICE.eventsOf(order, 1);

        ORDER_SERVICE.sendAndWait(cancelled(order));

        assertEvents(order, List.of(StockReserved.class, StockReleased.class));
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
        assertThat(statusOf(order)).isEqualTo("RELEASED");
    }

    @Test
    void an_order_that_ended_before_it_arrived_holds_nothing() {
        String tea = product(5);
        UUID order = newOrderId();

        ORDER_SERVICE.sendAndWait(cancelled(order));
        ORDER_SERVICE.sendAndWait(placed(order, Map.of(tea, 3)));

        assertEvents(order, List.of(StockReleased.class));
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    @Test
    void an_order_that_ended_and_never_arrived_is_remembered_once() {
        UUID order = newOrderId();

        ORDER_SERVICE.sendAndWait(cancelled(order));
        ORDER_SERVICE.sendAndWait(cancelled(order));

        assertEvents(order, List.of(StockReleased.class));
        assertThat(statusOf(order)).isEqualTo("RELEASED");
    }

    @Test
    void a_cancellation_releases_the_stock_of_a_held_order() {
        String tea = product(5);
        UUID order = placeOrder(Map.of(tea, 3));
        ORDER_SERVICE.eventsOf(order, 1);

        ORDER_SERVICE.sendAndWait(requested(order));

        assertEvents(order, List.of(StockReserved.class, StockReleased.class));
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    @Test
    void a_cancellation_releases_the_stock_of_a_confirmed_order_and_a_late_confirmation_changes_nothing() {
        String tea = product(5);
        UUID order = confirmedOrder(Map.of(tea, 3));

        ORDER_SERVICE.sendAndWait(requested(order));
        ORDER_SERVICE.sendAndWait(new OrderConfirmed(order, 2, SimulatedOrderService.AT));

        assertEvents(order, List.of(StockReserved.class, StockReleased.class));
        assertThat(statusOf(order)).isEqualTo("RELEASED");
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    @Test
    void a_repeated_cancellation_gets_the_same_reply_and_moves_no_stock() {
        String tea = product(5);
        UUID order = placeOrder(Map.of(tea, 3));
        ORDER_SERVICE.eventsOf(order, 1);

        ORDER_SERVICE.sendAndWait(requested(order));
        ORDER_SERVICE.sendAndWait(requested(order));

        assertEvents(order, List.of(StockReserved.class, StockReleased.class, StockReleased.class));
        List<Event> events = ORDER_SERVICE.eventsOf(order, 3);
        assertThat(((StockReleased) events.get(2)).releasedAt())
            .isEqualTo(((StockReleased) events.get(1)).releasedAt());
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    @Test
    void a_cancellation_of_a_rejected_order_gets_a_reply() {
        UUID order = placeOrder(Map.of(product(1), 3));
        ORDER_SERVICE.eventsOf(order, 1);

        ORDER_SERVICE.sendAndWait(requested(order));

        assertEvents(order, List.of(StockRejected.class, StockReleased.class));
        assertThat(statusOf(order)).isEqualTo("REJECTED");
    }

    @Test
    void a_cancellation_of_an_order_that_never_arrived_gets_a_reply_and_is_remembered() {
        String tea = product(5);
        UUID order = newOrderId();

        ORDER_SERVICE.sendAndWait(requested(order));
        ORDER_SERVICE.sendAndWait(placed(order, Map.of(tea, 3)));

        assertEvents(order, List.of(StockReleased.class));
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    @Test
    void a_cancellation_after_the_shipment_gets_stock_shipped_again() {
        String tea = product(5);
        UUID order = confirmedOrder(Map.of(tea, 3));
        assertThat(this.wendy.post("/api/orders/" + order + "/shipment", "").status()).isEqualTo(200);

        ORDER_SERVICE.sendAndWait(requested(order));
        ORDER_SERVICE.sendAndWait(cancelled(order));

        assertEvents(order, List.of(StockReserved.class, StockShipped.class, StockShipped.class));
        assertThat(stockOf(tea)).containsExactly(2L, 0L, 3L);
    }

    @Test
    void every_event_of_an_order_may_come_twice() {
        String tea = product(5);
        UUID order = newOrderId();
        List<Event> life = List.of(placed(order, Map.of(tea, 3)),
                new OrderConfirmed(order, 2, SimulatedOrderService.AT), requested(order), cancelled(order));
        List<UUID> ids = life.stream().map((_) -> newOrderId()).toList();

        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < life.size(); i++) {
                ORDER_SERVICE.sendAndWait(life.get(i), ids.get(i));
            }
        }

        assertEvents(order, List.of(StockReserved.class, StockReleased.class));
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    @Test
    void cancellations_that_arrive_together_lock_all_their_products_before_the_first_is_handled() {
        String tea = product(5);
        String cup = product(5);
        UUID first = confirmedOrder(Map.of(tea, 1));
        UUID second = confirmedOrder(Map.of(cup, 1));

        this.transactions.executeWithoutResult((_) -> {
            this.requested.prepare(List.of(requested(first), requested(second)));

            assertThat(isLocked(tea)).isTrue();
            assertThat(isLocked(cup)).isTrue();
        });
        this.transactions.executeWithoutResult((_) -> {
            this.cancelled.prepare(List.of(cancelled(first), cancelled(second)));

            assertThat(isLocked(tea)).isTrue();
            assertThat(isLocked(cup)).isTrue();
        });
    }

    @Test
    void cancellations_that_arrive_together_are_each_handled_once_and_in_their_order() {
        String tea = product(5);
        UUID held = confirmedOrder(Map.of(tea, 2));
        UUID unknown = newOrderId();

        this.transactions.executeWithoutResult((_) -> {
            List<OrderCancellationRequested> all = List.of(requested(held), requested(unknown), requested(held),
                    requested(unknown));
            all.forEach(this.requested.prepare(all));
        });

        assertEvents(held, List.of(StockReserved.class, StockReleased.class, StockReleased.class));
        assertEvents(unknown, List.of(StockReleased.class, StockReleased.class));
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    /// Uses a connection of its own, because the transaction holds the locks.
    private boolean isLocked(String sku) {
        return CompletableFuture
            .supplyAsync(() -> this.jdbc.sql("select from stock_item where sku = ? for update skip locked")
                .param(sku)
                .query()
                .listOfRows()
                .isEmpty())
            .join();
    }

    private static OrderCancelled cancelled(UUID order) {
        return new OrderCancelled(order, 3, SimulatedOrderService.AT, "No reply in time");
    }

    private static OrderCancellationRequested requested(UUID order) {
        return new OrderCancellationRequested(order, 3, SimulatedOrderService.AT, "Changed my mind");
    }

}
