package com.example.shop.inventory.reservation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.inventory.v1.StockRejected;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.inventory.InventoryServiceTestBase;
import com.example.shop.inventory.SimulatedOrderService;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ReservationIT extends InventoryServiceTestBase {

    @Autowired
    ReserveStockWhenOrderPlaced reserveStock;

    @Test
    void an_order_is_reserved_if_all_of_its_lines_are_in_stock() {
        String tea = product(5);
        String cup = product(2);

        UUID order = placeOrder(Map.of(tea, 3, cup, 2));

        Event response = ORDER_SERVICE.eventsOf(order, 1).getFirst();
        assertThat(response).isInstanceOfSatisfying(StockReserved.class, (reserved) -> {
            assertThat(reserved.orderId()).isEqualTo(order);
            assertThat(reserved.version()).isEqualTo(1);
        });
        assertThat(statusOf(order)).isEqualTo("HELD");
        assertThat(stockOf(tea)).containsExactly(2L, 3L, 0L);
        assertThat(stockOf(cup)).containsExactly(0L, 2L, 0L);
        assertThat(this.anybody.get("/api/products/" + tea).body().at("/stock").toString())
            .isEqualTo("{\"onHand\":2,\"reserved\":3,\"shipped\":0}");
    }

    @Test
    void nothing_is_reserved_if_one_line_is_short() {
        String tea = product(5);
        String cup = product(2);
        Map<String, Integer> lines = new LinkedHashMap<>();
        lines.put(tea, 5);
        lines.put(cup, 3);
        lines.put("NEVER-HEARD-OF", 7);

        UUID order = placeOrder(lines);

        Event response = ORDER_SERVICE.eventsOf(order, 1).getFirst();
        assertThat(response).isInstanceOfSatisfying(StockRejected.class,
                (rejected) -> assertThat(rejected.shortages()).containsExactly(new StockRejected.Shortage(cup, 3, 2),
                        new StockRejected.Shortage("NEVER-HEARD-OF", 7, 0)));
        assertThat(statusOf(order)).isEqualTo("REJECTED");
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
        assertThat(stockOf(cup)).containsExactly(2L, 0L, 0L);
    }

    @Test
    void of_two_hundred_orders_for_the_last_unit_one_is_reserved() {
        String tea = product(1);

        List<UUID> orders = IntStream.range(0, 200).mapToObj((_) -> placeOrder(Map.of(tea, 1))).toList();

        List<Event> events = orders.stream().flatMap((order) -> ORDER_SERVICE.eventsOf(order, 1).stream()).toList();
        assertThat(events).hasSize(200).filteredOn(StockReserved.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(StockRejected.class::isInstance).hasSize(199);
        assertThat(stockOf(tea)).containsExactly(0L, 1L, 0L);
    }

    /// As above, but with as many concurrent transactions as connections, as with many
    /// instances.
    @Test
    void of_two_hundred_transactions_for_the_last_unit_one_reserves() throws Exception {
        String tea = product(1);
        String cup = product(200);
        List<UUID> orders = Stream.generate(InventoryServiceTestBase::newOrderId).limit(200).toList();

        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = orders.stream()
                .<Future<?>>map((order) -> clients.submit(() -> handle(placed(order, Map.of(tea, 1, cup, 1)))))
                .toList();
            for (Future<?> one : done) {
                one.get();
            }
        }

        assertThat(orders.stream().map(this::statusOf)).filteredOn("HELD"::equals).hasSize(1);
        assertThat(stockOf(tea)).containsExactly(0L, 1L, 0L);
        assertThat(stockOf(cup)).containsExactly(199L, 1L, 0L);
    }

    @Test
    void orders_with_the_same_products_in_opposite_order_do_not_deadlock() throws Exception {
        String first = product(1000);
        String second = product(1000);
        List<OrderPlaced.Line> lines = List.of(new OrderPlaced.Line(first, 1), new OrderPlaced.Line(second, 1));

        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = IntStream.range(0, 200)
                .<Future<?>>mapToObj((i) -> clients.submit(() -> handle(new OrderPlaced(newOrderId(), 1,
                        SimulatedOrderService.AT, (i % 2 == 0) ? lines : lines.reversed()))))
                .toList();
            for (Future<?> one : done) {
                one.get();
            }
        }

        assertThat(stockOf(first)).containsExactly(800L, 200L, 0L);
        assertThat(stockOf(second)).containsExactly(800L, 200L, 0L);
    }

    @Test
    void orders_that_share_a_transaction_lock_their_products_in_one_order_too() throws Exception {
        String first = product(1000);
        String second = product(1000);

        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = IntStream.range(0, 50).<Future<?>>mapToObj((i) -> {
                List<OrderPlaced> orders = List.of(placed(newOrderId(), Map.of(first, 1)),
                        placed(newOrderId(), Map.of(second, 1)));
                return clients.submit(() -> handleTogether((i % 2 == 0) ? orders : orders.reversed()));
            }).toList();
            for (Future<?> one : done) {
                one.get();
            }
        }

        assertThat(stockOf(first)).containsExactly(950L, 50L, 0L);
        assertThat(stockOf(second)).containsExactly(950L, 50L, 0L);
    }

    @Test
    void orders_in_one_transaction_share_the_stock() {
        String tea = product(5);
        List<OrderPlaced> orders = Stream.generate(() -> placed(newOrderId(), Map.of(tea, 2))).limit(4).toList();

        handleTogether(orders);

        assertThat(orders).extracting((order) -> statusOf(order.orderId()))
            .containsExactly("HELD", "HELD", "REJECTED", "REJECTED");
        assertThat(stockOf(tea)).containsExactly(1L, 4L, 0L);
    }

    @Test
    void a_second_delivery_of_the_same_event_changes_nothing() {
        String tea = product(5);
        OrderPlaced placed = placed(newOrderId(), Map.of(tea, 2));
        UUID eventId = newOrderId();

        ORDER_SERVICE.sendAndWait(placed, eventId);
        ORDER_SERVICE.sendAndWait(placed, eventId);

        assertThat(stockOf(tea)).containsExactly(3L, 2L, 0L);
        assertThat(versionOf(placed.orderId())).isEqualTo(1);
    }

    /// The inbox recognises events by their id. Under another id, the existing
    /// reservation
    /// prevents a second effect.
    @Test
    void the_same_order_under_another_event_id_changes_nothing() {
        String tea = product(5);
        OrderPlaced placed = placed(newOrderId(), Map.of(tea, 2));

        ORDER_SERVICE.sendAndWait(placed);
        ORDER_SERVICE.sendAndWait(placed);

        assertThat(stockOf(tea)).containsExactly(3L, 2L, 0L);
        assertThat(versionOf(placed.orderId())).isEqualTo(1);
    }

    @Test
    void a_confirmation_allows_shipping_and_publishes_nothing() {
        String tea = product(5);
        UUID order = placeOrder(Map.of(tea, 2));
        ORDER_SERVICE.eventsOf(order, 1);

        OrderConfirmed confirmed = new OrderConfirmed(order, 2, SimulatedOrderService.AT);
        UUID eventId = newOrderId();
        ORDER_SERVICE.sendAndWait(confirmed, eventId);
        ORDER_SERVICE.sendAndWait(confirmed, eventId);
        ORDER_SERVICE.sendAndWait(confirmed);

        assertThat(statusOf(order)).isEqualTo("CONFIRMED");
        assertThat(versionOf(order)).isEqualTo(1);
        assertThat(stockOf(tea)).containsExactly(3L, 2L, 0L);
    }

    @Test
    void the_ledger_records_why_stock_moved() {
        String tea = product(5);
        UUID order = placeOrder(Map.of(tea, 2));
        ORDER_SERVICE.eventsOf(order, 1);

        assertThat(this.jdbc.sql("select kind, quantity, order_id from stock_movement where sku = ? order by id")
            .param(tea)
            .query()
            .listOfRows()).extracting("kind", "quantity", "order_id")
            .containsExactly(tuple("RECEIVED", 5, null), tuple("RESERVED", 2, order));
    }

    private void handle(OrderPlaced placed) {
        handleTogether(List.of(placed));
    }

    private void handleTogether(List<OrderPlaced> placed) {
        this.transactions.executeWithoutResult((_) -> placed.forEach(this.reserveStock.prepare(placed)));
    }

}
