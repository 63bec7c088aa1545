package com.example.shop.order.cancellation;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.example.shop.common.problem.ProblemException;
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
import org.junit.jupiter.api.Test;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CancelOrderTest {

    private static final OrderId ID = new OrderId(UUID.fromString("01900000-0000-7000-8000-000000000001"));

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final ReplyDeadline DEADLINE = new ReplyDeadline(Duration.ofMinutes(2));

    @Test
    void a_cancellation_is_retried_if_the_order_changes_meanwhile() {
        BusyOrders orders = new BusyOrders(2, OrderStatus.PENDING, OrderStatus.PENDING, OrderStatus.CONFIRMED);

        CancelOrder.Outcome outcome = cancel(orders);

        assertThat(outcome).isInstanceOf(CancelOrder.Outcome.Requested.class);
        assertThat(orders.saved).isEqualTo(1);
    }

    @Test
    void an_order_that_ends_meanwhile_can_no_longer_be_cancelled() {
        BusyOrders orders = new BusyOrders(1, OrderStatus.PENDING, OrderStatus.REJECTED);

        assertThat(cancel(orders)).isEqualTo(new CancelOrder.Outcome.TooLate(OrderStatus.REJECTED));
    }

    @Test
    void a_cancellation_gets_503_after_three_attempts_if_the_order_keeps_changing() {
        BusyOrders orders = new BusyOrders(9, OrderStatus.PENDING, OrderStatus.PENDING, OrderStatus.PENDING);

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> cancel(orders)).satisfies(problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(problem.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
        });
        assertThat(orders.found).isEqualTo(3);
    }

    private static CancelOrder.Outcome cancel(Orders orders) {
        return new CancelOrder(orders, DEADLINE, Clock.fixed(NOW, ZoneOffset.UTC),
                TransactionOperations.withoutTransaction())
            .cancel(ID, Optional.empty(), "why not");
    }

    /// Another transaction changes the order first, this many times.
    private static final class BusyOrders implements Orders {

        private final List<OrderStatus> statuses;

        private int conflicts;

        private int found;

        private int saved;

        BusyOrders(int conflicts, OrderStatus... statuses) {
            this.conflicts = conflicts;
            this.statuses = List.of(statuses);
        }

        @Override
        public Map<OrderId, Order> find(Collection<OrderId> ids) {
            OrderStatus status = this.statuses.get(this.found++);
            OrderLine line = new OrderLine(new Product(new Sku("TEA-001"), "Tea", Money.of(BigDecimal.ONE, "EUR")),
                    new Quantity(1));
            return Map.of(ID, Order.restore(ID, new CustomerId("alice"), List.of(line), NOW, status, null,
                    status.waits() ? DEADLINE.after(NOW) : null, 1));
        }

        @Override
        public void save(Order order) {
            if (this.conflicts-- > 0) {
                throw new OptimisticLockingFailureException("somebody was faster");
            }
            this.saved++;
        }

        @Override
        public void add(Order order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<OverdueOrder> overdue(Instant now, Optional<OverdueOrder> after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Instant> nextDue() {
            throw new UnsupportedOperationException();
        }

    }

}
