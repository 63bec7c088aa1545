package com.example.shop.inventory.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.InventoryServiceTestBase;
import com.example.shop.inventory.SimulatedOrderService;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.model.StockItem;
import com.example.shop.inventory.model.StockItems;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What must be true of the stock at any time.
class LedgerIT extends InventoryServiceTestBase {

    @Autowired
    MeterRegistry meters;

    @Autowired
    StockItems stockItems;

    @Autowired
    EventHandler<OrderPlaced> placed;

    @Autowired
    EventHandler<OrderConfirmed> confirmed;

    @Autowired
    EventHandler<OrderCancellationRequested> cancellationRequested;

    @Autowired
    EventHandler<OrderCancelled> cancelled;

    @Test
    void after_many_concurrent_changes_the_ledger_gives_the_stock_and_each_order_its_events() throws Exception {
        List<String> skus = Stream.of(3, 20, 20, 60).map(this::product).toList();
        List<UUID> orders = Stream.generate(InventoryServiceTestBase::newOrderId).limit(40).toList();
        Random random = new Random(20261122);
        List<Callable<?>> deeds = new ArrayList<>();
        for (UUID order : orders) {
            OrderPlaced placedOrder = placed(order, Map.of(skus.get(random.nextInt(2)), 1 + random.nextInt(3),
                    skus.get(2 + random.nextInt(2)), 1 + random.nextInt(3)));
            deeds.add(() -> handle(this.placed, placedOrder));
            deeds.add(() -> handle(this.placed, placedOrder));
        }
        for (int i = 0; i < 300; i++) {
            UUID order = orders.get(random.nextInt(orders.size()));
            String sku = skus.get(random.nextInt(skus.size()));
            deeds.add(switch (random.nextInt(8)) {
                case 0 -> () -> handle(this.cancellationRequested,
                        new OrderCancellationRequested(order, 3, SimulatedOrderService.AT, "-"));
                case 1 -> () -> handle(this.cancelled, new OrderCancelled(order, 3, SimulatedOrderService.AT, "-"));
                case 2 -> () -> this.wendy.post("/api/products/" + sku + "/restock", "{\"quantity\":2}");
                case 3, 4 -> () -> this.wendy.post("/api/orders/" + order + "/shipment", "");
                default -> () -> confirm(order);
            });
        }

        try (ExecutorService all = Executors.newFixedThreadPool(8)) {
            for (Future<?> done : all.invokeAll(deeds.stream().<Callable<Object>>map((deed) -> deed::call).toList())) {
                done.get();
            }
        }

        for (String sku : skus) {
            assertThat(stockOf(sku)).isEqualTo(replayed(sku)).allMatch((count) -> count >= 0);
            assertThat(stockOf(sku).get(1)).isEqualTo(held(sku));
            assertThat(stockOf(sku).stream().mapToLong(Long::longValue).sum()).isEqualTo(broughtIn(sku));
        }
        for (UUID order : orders) {
            List<Event> events = ORDER_SERVICE.eventsOf(order, (int) versionOf(order));
            assertThat(events).extracting(Event::version)
                .isEqualTo(Stream.iterate(1L, (version) -> version + 1).limit(versionOf(order)).toList());
        }
        assertThat(orders.stream().map(this::statusOf).distinct()).hasSizeGreaterThan(2);
    }

    @Test
    void two_movements_in_one_transaction_both_count() {
        String tea = product(1);

        this.transactions.executeWithoutResult((_) -> {
            StockItem stock = this.stockItems.lock(new Sku(tea)).orElseThrow();
            stock.restock(new Quantity(2));
            stock.restock(new Quantity(3));
            this.stockItems.save(stock);
        });

        assertThat(stockOf(tea)).containsExactly(6L, 0L, 0L).isEqualTo(replayed(tea));
    }

    @Test
    void the_database_refuses_an_impossible_stock() {
        String tea = product(1);
        UUID order = newOrderId();

        refuses("update stock_item set on_hand = on_hand - 2 where sku = '%s'".formatted(tea));
        refuses("update stock_item set reserved = -1 where sku = '%s'".formatted(tea));
        refuses("insert into stock_movement (sku, kind, quantity) values ('%s', 'RECEIVED', 1)".formatted(tea));
        refuses("insert into stock_movement (sku, kind, quantity) values ('%s', 'RESERVED', 1)".formatted(tea));
        refuses("insert into product values ('%s', 'x', -0.01, 'EUR', 1)".formatted(newSku()));
        String reserve = "insert into stock_movement (sku, kind, quantity, order_id) values ('%s', 'RESERVED', 1, '%s')"
            .formatted(tea, order);
        this.jdbc.sql(reserve).update();
        refuses(reserve);
    }

    @Test
    void outcomes_of_reservations_are_counted_after_the_commit() {
        String tea = product(1);
        double held = counted("held");
        double rejected = counted("rejected");

        handle(this.placed, placed(newOrderId(), Map.of(tea, 1)));
        handle(this.placed, placed(newOrderId(), Map.of(tea, 1)));
        this.transactions.executeWithoutResult((transaction) -> {
            this.placed.handle(placed(newOrderId(), Map.of(tea, 1)));
            transaction.setRollbackOnly();
        });

        assertThat(counted("held") - held).isEqualTo(1);
        assertThat(counted("rejected") - rejected).isEqualTo(1);
        assertThat(this.meters.get("inventory.products.out.of.stock").gauge().value()).isNotNegative();
    }

    private double counted(String outcome) {
        return this.meters.counter("inventory.reservations", "outcome", outcome).count();
    }

    private void refuses(String statement) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
            .isThrownBy(() -> this.jdbc.sql(statement).update());
    }

    /// Two deliveries at once: the second one is retried, as the inbox does.
    private <E extends Event> E handle(EventHandler<E> handler, E event) {
        try {
            this.transactions.executeWithoutResult((_) -> handler.handle(event));
            return event;
        }
        catch (TransientDataAccessException | DuplicateKeyException _) {
            return handle(handler, event);
        }
    }

    /// Order-service confirms only reserved orders, so inventory knows them by then.
    private UUID confirm(UUID order) {
        boolean known = this.jdbc.sql("select exists (select from reservation where order_id = ?)")
            .param(order)
            .query(Boolean.class)
            .single();
        if (known) {
            handle(this.confirmed, new OrderConfirmed(order, 2, SimulatedOrderService.AT));
        }
        return order;
    }

    private List<Long> replayed(String sku) {
        return this.jdbc.sql("""
                select sum(case kind when 'RESERVED' then -quantity when 'SHIPPED' then 0 else quantity end),
                       sum(case kind when 'RESERVED' then quantity
                                     when 'RELEASED' then -quantity
                                     when 'SHIPPED' then -quantity
                                     else 0 end),
                       sum(case kind when 'SHIPPED' then quantity else 0 end)
                from stock_movement
                where sku = ?
                """).param(sku).query((row, _) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3))).single();
    }

    private long held(String sku) {
        return this.jdbc.sql("""
                select coalesce(sum(quantity), 0)
                from reservation join reservation_line using (order_id)
                where sku = ? and status in ('HELD', 'CONFIRMED')
                """).param(sku).query(Long.class).single();
    }

    private long broughtIn(String sku) {
        return this.jdbc.sql("select sum(quantity) from stock_movement where sku = ? and order_id is null")
            .param(sku)
            .query(Long.class)
            .single();
    }

}
