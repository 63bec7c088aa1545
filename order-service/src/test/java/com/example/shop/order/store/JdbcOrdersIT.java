package com.example.shop.order.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import com.example.shop.order.OrderServiceTestBase;
import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.Money;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderLine;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.OverdueOrder;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Quantity;
import com.example.shop.order.model.ReplyDeadline;
import com.example.shop.order.model.Sku;
import com.fasterxml.uuid.Generators;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.IllegalTransactionStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JdbcOrdersIT extends OrderServiceTestBase {

    @Autowired
    private Orders orders;

    @Test
    void of_two_concurrent_changes_of_an_order_the_second_fails_and_publishes_nothing() {
        UUID id = order(product("1.00"), 1);
        Order mine = this.orders.get(new OrderId(id));
        Order theirs = this.orders.get(new OrderId(id));
        theirs.stockReserved(Instant.now());
        this.transactions.executeWithoutResult((_) -> this.orders.save(theirs));

        mine.stockReserved(Instant.now());

        assertThatExceptionOfType(OptimisticLockingFailureException.class)
            .isThrownBy(() -> this.transactions.executeWithoutResult((_) -> this.orders.save(mine)));
        INVENTORY.ship(id, 2);
        assertThat(namesOf(eventsOf(id, 3))).containsExactly("1 OrderPlaced", "2 OrderConfirmed", "3 OrderShipped");
        assertThat(historyOf(id)).hasSize(3);
    }

    @Test
    void what_is_rolled_back_is_neither_saved_nor_published() {
        UUID id = order(product("1.00"), 1);

        this.transactions.executeWithoutResult((transaction) -> {
            Order order = this.orders.get(new OrderId(id));
            order.stockReserved(Instant.now());
            this.orders.save(order);
            transaction.setRollbackOnly();
        });

        assertThat(historyOf(id)).containsExactly("PENDING: -");
        INVENTORY.reserve(id);
        assertThat(namesOf(eventsOf(id, 2))).containsExactly("1 OrderPlaced", "2 OrderConfirmed");
    }

    @Test
    void a_transaction_reads_its_own_writes_before_it_commits() {
        OrderId id = new OrderId(Generators.timeBasedEpochGenerator().generate());

        this.transactions.executeWithoutResult((transaction) -> {
            Instant now = Instant.now();
            Order order = Order.place(id, new CustomerId("alice"),
                    List.of(new OrderLine(new Product(new Sku("TEA-1"), "Tea", Money.of(BigDecimal.ONE, "EUR")),
                            new Quantity(2))),
                    now, new ReplyDeadline(Duration.ofMinutes(1)));
            this.orders.add(order);
            order.stockShipped(now);
            this.orders.save(order);

            assertThat(this.orders.get(id).lines()).isEqualTo(order.lines());
            assertThat(this.jdbc.sql("select status from order_history where order_id = ? order by version")
                .param(id.value())
                .query(String.class)
                .list()).containsExactly("PENDING", "CONFIRMED", "SHIPPED");
            transaction.setRollbackOnly();
        });
    }

    @Test
    void an_order_is_not_saved_without_a_transaction() {
        Order order = this.orders.get(new OrderId(order(product("1.00"), 1)));
        order.stockReserved(Instant.now());

        assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> this.orders.save(order));
    }

    @Test
    void an_order_is_read_as_it_was_saved() {
        UUID id = confirmedOrder();
        Instant now = Instant.parse("2026-11-22T12:00:00.123456Z");
        this.transactions.executeWithoutResult((_) -> {
            Order order = this.orders.get(new OrderId(id));
            order.stockReleased(now);
            this.orders.save(order);
        });

        Order back = this.orders.get(new OrderId(id));

        assertThat(back.version()).isEqualTo(3);
        assertThat(back.reason()).contains("Inventory released the goods");
        assertThat(back.replyDueAt()).isEmpty();
        assertThat(back.lines()).hasSize(1);
        assertThat(back.takeEvents()).isEmpty();
    }

    @Test
    void overdue_orders_are_listed_page_by_page_the_longest_overdue_first() {
        Instant now = Instant.now();
        List<UUID> ids = Stream.generate(() -> order(product("1.00"), 1)).limit(4).toList();
        this.transactions.executeWithoutResult((transaction) -> {
            makeDue(ids.get(0), now.minusSeconds(4));
            makeDue(ids.get(1), now.minusSeconds(5));
            makeDue(ids.get(2), now.minusSeconds(4));
            makeDue(ids.get(3), now.plusSeconds(1));

            List<OverdueOrder> first = this.orders.overdue(now, Optional.empty(), 2);
            List<OverdueOrder> second = this.orders.overdue(now, Optional.of(first.getLast()), 2);

            assertThat(first).extracting((order) -> order.id().value()).containsExactly(ids.get(1), ids.get(0));
            assertThat(second).extracting((order) -> order.id().value()).containsExactly(ids.get(2));
            transaction.setRollbackOnly();
        });
    }

    private void makeDue(UUID order, Instant due) {
        this.jdbc.sql("update orders set reply_due_at = ? where id = ?")
            .params(due.atOffset(ZoneOffset.UTC), order)
            .update();
    }

    @Test
    void the_database_refuses_an_order_that_waits_without_a_deadline() {
        UUID id = order(product("1.00"), 1);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
            .isThrownBy(() -> this.jdbc.sql("update orders set reply_due_at = null where id = ?").param(id).update())
            .withMessageContaining("orders_that_wait_have_a_deadline");
    }

}
