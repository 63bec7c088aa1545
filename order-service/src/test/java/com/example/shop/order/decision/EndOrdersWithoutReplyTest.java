package com.example.shop.order.decision;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.Money;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderLine;
import com.example.shop.order.model.OrderStatus;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.OverdueOrder;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Quantity;
import com.example.shop.order.model.ReplyDeadline;
import com.example.shop.order.model.Sku;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

class EndOrdersWithoutReplyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final int BATCH = EndOrdersWithoutReply.BATCH;

    @Test
    void orders_that_fail_do_not_block_others_even_if_they_fill_a_batch() {
        OverdueOrders orders = new OverdueOrders(BATCH, BATCH + 1);

        check(orders);

        assertThat(orders.saved).containsExactly(id(BATCH));
    }

    @Test
    void all_overdue_orders_end_even_if_there_are_more_than_a_batch() {
        OverdueOrders orders = new OverdueOrders(0, 2 * BATCH + 1);

        check(orders);

        assertThat(orders.saved).hasSize(2 * BATCH + 1).doesNotHaveDuplicates();
    }

    private static void check(Orders orders) {
        new EndOrdersWithoutReply(orders, new ReplyDeadline(Duration.ofMinutes(2)), Clock.fixed(NOW, ZoneOffset.UTC),
                new SimpleMeterRegistry(), TransactionOperations.withoutTransaction())
            .checkDeadlines();
    }

    private static OrderId id(int number) {
        return new OrderId(UUID.fromString("01900000-0000-7000-8000-%012d".formatted(number)));
    }

    /// Overdue orders, of which the first ones cannot be read.
    private static final class OverdueOrders implements Orders {

        private final int unreadable;

        private final int count;

        private final List<OrderId> saved = new ArrayList<>();

        OverdueOrders(int unreadable, int count) {
            this.unreadable = unreadable;
            this.count = count;
        }

        @Override
        public List<OverdueOrder> overdue(Instant now, Optional<OverdueOrder> after, int limit) {
            return IntStream.range(0, this.count)
                .mapToObj((number) -> new OverdueOrder(id(number), NOW))
                .filter((order) -> !this.saved.contains(order.id()))
                .filter((order) -> after.isEmpty() || order.id().toString().compareTo(after.get().id().toString()) > 0)
                .limit(limit)
                .toList();
        }

        @Override
        public Map<OrderId, Order> find(Collection<OrderId> ids) {
            OrderId id = ids.iterator().next();
            if (IntStream.range(0, this.unreadable).mapToObj(EndOrdersWithoutReplyTest::id).anyMatch(id::equals)) {
                throw new IllegalArgumentException("not an order");
            }
            OrderLine line = new OrderLine(new Product(new Sku("TEA-001"), "Tea", Money.of(BigDecimal.ONE, "EUR")),
                    new Quantity(1));
            return Map.of(id,
                    Order.restore(id, new CustomerId("alice"), List.of(line), NOW, OrderStatus.PENDING, null, NOW, 1));
        }

        @Override
        public void save(Order order) {
            assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
            this.saved.add(order.id());
        }

        @Override
        public void add(Order order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Instant> nextDue() {
            return Optional.empty();
        }

    }

}
