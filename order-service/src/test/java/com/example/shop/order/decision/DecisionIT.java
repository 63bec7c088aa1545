package com.example.shop.order.decision;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.example.shop.common.contracts.inventory.v1.StockRejected;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderRejected;
import com.example.shop.order.OrderServiceTestBase;
import com.example.shop.order.SimulatedInventory;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DecisionIT extends OrderServiceTestBase {

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private EndOrdersWithoutReply endOrders;

    @Test
    void an_order_is_confirmed_when_its_stock_is_reserved_and_shipped_when_the_goods_leave() {
        UUID order = order(product("12.50"), 2);

        INVENTORY.reserve(order);
        INVENTORY.ship(order, 2);

        assertThat(statusOf(order)).isEqualTo("SHIPPED");
        assertThat(historyOf(order)).containsExactly("PENDING: -", "CONFIRMED: -", "SHIPPED: -");
        assertThat(namesOf(eventsOf(order, 3))).containsExactly("1 OrderPlaced", "2 OrderConfirmed", "3 OrderShipped");
    }

    @Test
    void an_order_is_rejected_when_its_stock_is_and_names_the_lines_that_are_short() {
        UUID order = order(product("12.50"), 2);

        INVENTORY.sendAndWait(new StockRejected(order, 1, SimulatedInventory.AT,
                List.of(new StockRejected.Shortage("TEA-001", 2, 1))));

        String reason = "Out of stock: TEA-001 (requested 2, available 1)";
        assertThat(historyOf(order)).containsExactly("PENDING: -", "REJECTED: " + reason);
        assertThat(this.alice.get("/api/orders/" + order).body().path("reason").asString()).isEqualTo(reason);
        assertThat(eventsOf(order, 2)).last()
            .isInstanceOfSatisfying(OrderRejected.class, (it) -> assertThat(it.reason()).isEqualTo(reason));
    }

    @Test
    void a_second_delivery_of_the_same_reply_changes_nothing() {
        UUID order = order(product("12.50"), 2);
        StockReserved reply = new StockReserved(order, 1, SimulatedInventory.AT);
        UUID eventId = newOrderId();

        INVENTORY.sendAndWait(reply, eventId);
        INVENTORY.sendAndWait(reply, eventId);
        INVENTORY.sendAndWait(reply);

        INVENTORY.ship(order, 2);
        assertThat(namesOf(eventsOf(order, 3))).containsExactly("1 OrderPlaced", "2 OrderConfirmed", "3 OrderShipped");
        assertThat(historyOf(order)).hasSize(3);
    }

    @Test
    void an_order_without_a_reply_is_cancelled_and_a_late_reply_changes_nothing() {
        UUID order = order(product("12.50"), 2);

        makeOverdue(order);
        awaitStatus(order, "CANCELLED");
        INVENTORY.reserve(order);
        INVENTORY.release(order, 2);

        assertThat(statusOf(order)).isEqualTo("CANCELLED");
        assertThat(historyOf(order)).hasSize(2)
            .last()
            .satisfies((entry) -> assertThat(entry).startsWith("CANCELLED: No reply from inventory by "));
        assertThat(eventsOf(order, 2)).hasSize(2)
            .last()
            .isInstanceOfSatisfying(OrderCancelled.class, (it) -> assertThat(it.version()).isEqualTo(2));
    }

    @Test
    void a_reply_about_an_unknown_order_does_not_block_other_events() {
        UUID order = order(product("12.50"), 2);

        INVENTORY.reserve(newOrderId());
        INVENTORY.reserve(order);

        assertThat(statusOf(order)).isEqualTo("CONFIRMED");
    }

    @Test
    void instances_that_check_deadlines_at_the_same_time_end_each_overdue_order_once() throws Exception {
        List<UUID> orders = IntStream.range(0, 20).mapToObj((_) -> order(product("1.00"), 1)).toList();
        this.jdbc.sql("update orders set reply_due_at = now() where customer_id = ?").param(this.aliceId).update();

        atOnce(Collections.nCopies(4, Executors.callable(this.endOrders::checkDeadlines)));

        assertThat(orders).allSatisfy((order) -> assertThat(namesOf(eventsOf(order, 2)))
            .containsExactly("1 OrderPlaced", "2 OrderCancelled"));
    }

    @Test
    void orders_are_counted_by_the_status_they_reach_and_the_longest_wait_is_measured() {
        double before = this.meters.counter("order.orders", "status", "confirmed").count();
        UUID waiting = order(product("1.00"), 1);

        confirmedOrder();

        assertThat(this.meters.counter("order.orders", "status", "confirmed").count()).isEqualTo(before + 1);
        this.jdbc.sql("update orders set reply_due_at = now() + interval '20 seconds' where id = ?")
            .param(waiting)
            .update();
        await().until(() -> this.meters.get("order.longest.wait").timeGauge().value(TimeUnit.SECONDS) > 99);
    }

    @Test
    void released_and_shipped_events_decide_even_without_a_request() {
        UUID released = confirmedOrder();
        UUID shipped = order(product("12.50"), 2);

        INVENTORY.release(released, 2);
        INVENTORY.ship(shipped, 2);

        assertThat(historyOf(released)).containsExactly("PENDING: -", "CONFIRMED: -",
                "CANCELLED: Inventory released the goods");
        assertThat(historyOf(shipped)).containsExactly("PENDING: -", "CONFIRMED: -", "SHIPPED: -");
    }

}
