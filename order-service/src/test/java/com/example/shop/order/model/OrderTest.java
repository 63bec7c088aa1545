package com.example.shop.order.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OrderTest {

    private static final OrderId ID = new OrderId(UUID.fromString("01900000-0000-7000-8000-000000000001"));

    private static final CustomerId ALICE = new CustomerId("alice");

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final Instant LATER = NOW.plusSeconds(30);

    private static final ReplyDeadline DEADLINE = new ReplyDeadline(Duration.ofMinutes(2));

    @Test
    void a_placed_order_waits_for_inventory_and_publishes_what_was_ordered() {
        Order order = Order.place(ID, ALICE,
                List.of(line("TEA-001", "12.50", "EUR", 2), line("TEA-002", "0.99", "EUR", 3)), NOW, DEADLINE);

        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(order.total()).isEqualTo(Money.of(new BigDecimal("27.97"), "EUR"));
        assertThat(order.replyDueAt()).contains(NOW.plus(Duration.ofMinutes(2)));
        assertThat(order.reason()).isEmpty();
        assertThat(order.takeEvents()).containsExactly(new OrderEvent.Placed(ID, 1, NOW, order.lines()));
        assertThat(order.takeStatusChanges()).containsExactly(new StatusChange(1, OrderStatus.PENDING, NOW, null));
    }

    @Test
    void an_order_has_at_least_one_line_and_at_most_a_hundred() {
        List<OrderLine> tooMany = IntStream.rangeClosed(1, 101)
            .mapToObj((i) -> line("TEA-" + i, "1", "EUR", 1))
            .toList();

        assertThatIllegalArgumentException().isThrownBy(() -> Order.place(ID, ALICE, List.of(), NOW, DEADLINE));
        assertThatIllegalArgumentException().isThrownBy(() -> Order.place(ID, ALICE, tooMany, NOW, DEADLINE));
        assertThat(Order.place(ID, ALICE, tooMany.subList(0, 100), NOW, DEADLINE).lines()).hasSize(100);
    }

    @Test
    void an_order_names_a_product_once() {
        List<OrderLine> twice = List.of(line("TEA-001", "1", "EUR", 1), line("TEA-001", "1", "EUR", 2));

        assertThatIllegalArgumentException().isThrownBy(() -> Order.place(ID, ALICE, twice, NOW, DEADLINE));
    }

    @Test
    void an_order_has_one_currency() {
        List<OrderLine> mixed = List.of(line("TEA-001", "1", "EUR", 1), line("TEA-002", "1", "CHF", 1));

        assertThatExceptionOfType(MixedCurrencies.class).isThrownBy(() -> Order.place(ID, ALICE, mixed, NOW, DEADLINE))
            .withMessage("TEA-001 costs EUR and TEA-002 costs CHF");
    }

    @Test
    void a_reservation_confirms_the_order_and_removes_its_deadline() {
        Order order = order(OrderStatus.PENDING);

        boolean changed = order.stockReserved(LATER);

        assertThat(changed).isTrue();
        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.replyDueAt()).isEmpty();
        assertThat(order.takeEvents()).containsExactly(new OrderEvent.Confirmed(ID, 8, LATER));
        assertThat(order.takeStatusChanges()).containsExactly(new StatusChange(8, OrderStatus.CONFIRMED, LATER, null));
    }

    @Test
    void a_rejected_order_names_the_lines_that_are_short() {
        Order order = order(OrderStatus.PENDING);

        order.stockRejected(List.of(new Shortage("TEA-001", 5, 2), new Shortage("TEA-009", 1, 0)), LATER);

        String reason = "Out of stock: TEA-001 (requested 5, available 2), TEA-009 (requested 1, available 0)";
        assertThat(order.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(order.reason()).contains(reason);
        assertThat(order.takeEvents()).containsExactly(new OrderEvent.Rejected(ID, 8, LATER, reason));
    }

    @Test
    void a_cancellation_is_a_request_to_inventory_with_a_deadline_for_the_reply() {
        Order order = order(OrderStatus.CONFIRMED);

        order.cancel("changed my mind", LATER, DEADLINE);

        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLING);
        assertThat(order.replyDueAt()).contains(DEADLINE.after(LATER));
        assertThat(order.takeEvents())
            .containsExactly(new OrderEvent.CancellationRequested(ID, 8, LATER, "changed my mind"));
    }

    @Test
    void a_cancelled_order_keeps_the_reason_of_its_request() {
        Order order = order(OrderStatus.CONFIRMED);
        order.cancel("changed my mind", NOW, DEADLINE);
        order.takeEvents();

        order.stockReleased(LATER);

        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.takeEvents()).containsExactly(new OrderEvent.Cancelled(ID, 9, LATER, "changed my mind"));
    }

    @Test
    void a_second_request_for_a_cancellation_changes_nothing() {
        Order order = order(OrderStatus.CANCELLING);

        boolean changed = order.cancel("again", LATER, DEADLINE);

        assertThat(changed).isFalse();
        assertThat(order.takeEvents()).isEmpty();
        assertThat(order.replyDueAt()).contains(DEADLINE.after(NOW));
    }

    @ParameterizedTest
    @EnumSource(names = { "REJECTED", "CANCELLED", "SHIPPED" })
    void an_order_that_has_ended_refuses_to_be_cancelled(OrderStatus ended) {
        Order order = order(ended);

        assertThatExceptionOfType(OrderCannotChange.class).isThrownBy(() -> order.cancel("late", LATER, DEADLINE))
            .satisfies((ex) -> assertThat(ex.status()).isEqualTo(ended));
        assertThat(order.takeEvents()).isEmpty();
    }

    @Test
    void a_cancellation_is_refused_and_the_order_completed_if_the_goods_had_left() {
        Order order = order(OrderStatus.CANCELLING);

        order.stockShipped(LATER);

        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(order.takeEvents()).containsExactly(
                new OrderEvent.CancellationRefused(ID, 8, LATER, "The goods had already left"),
                new OrderEvent.Shipped(ID, 9, LATER));
        assertThat(order.takeStatusChanges()).containsExactly(
                new StatusChange(8, OrderStatus.CONFIRMED, LATER, "The goods had already left"),
                new StatusChange(9, OrderStatus.SHIPPED, LATER, null));
    }

    @Test
    void an_order_without_a_reply_is_cancelled_at_its_deadline_and_not_before() {
        Order order = order(OrderStatus.PENDING);
        Instant due = DEADLINE.after(NOW);

        assertThat(order.checkDeadline(due.minusNanos(1), DEADLINE)).isFalse();
        assertThat(order.checkDeadline(due, DEADLINE)).isTrue();

        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.replyDueAt()).isEmpty();
        assertThat(order.takeEvents())
            .containsExactly(new OrderEvent.Cancelled(ID, 8, due, "No reply from inventory by 2026-11-22T12:02:00Z"));
    }

    @Test
    void a_reply_after_the_deadline_changes_nothing() {
        Order order = order(OrderStatus.PENDING);
        order.checkDeadline(DEADLINE.after(NOW), DEADLINE);
        order.takeEvents();

        boolean changed = order.stockReserved(DEADLINE.after(NOW).plusSeconds(1));

        assertThat(changed).isFalse();
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.takeEvents()).isEmpty();
    }

    @Test
    void a_cancellation_without_a_reply_is_requested_again_and_never_ends_the_order() {
        Order order = order(OrderStatus.CANCELLING);
        Instant due = DEADLINE.after(NOW);

        order.checkDeadline(due, DEADLINE);

        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLING);
        assertThat(order.replyDueAt()).contains(DEADLINE.after(due));
        assertThat(order.takeEvents())
            .containsExactly(new OrderEvent.CancellationRequested(ID, 8, due, "CANCELLING for a reason"));
        assertThat(order.takeStatusChanges()).isEmpty();
    }

    @Test
    void versions_count_the_events_without_a_gap() {
        Order order = Order.place(ID, ALICE, List.of(line("TEA-001", "1", "EUR", 1)), NOW, DEADLINE);

        order.stockReserved(LATER);
        order.cancel("no", LATER, DEADLINE);
        order.checkDeadline(DEADLINE.after(LATER), DEADLINE);
        order.stockShipped(LATER);

        assertThat(order.takeEvents()).map(OrderEvent::version)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, 6).boxed().toList());
        assertThat(order.version()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void whatever_happens_an_order_waits_if_and_only_if_it_has_a_deadline(OrderStatus status) {
        Stream<Consumer<Order>> everything = Stream.of((it) -> it.stockReserved(LATER),
                (it) -> it.stockRejected(List.of(), LATER), (it) -> it.stockReleased(LATER),
                (it) -> it.stockShipped(LATER), (it) -> it.checkDeadline(DEADLINE.after(LATER), DEADLINE));

        everything.forEach((something) -> {
            Order order = order(status);
            something.accept(order);
            assertThat(order.status().waits()).isEqualTo(order.replyDueAt().isPresent());
        });
    }

    /// An order in that status after seven events.
    private static Order order(OrderStatus status) {
        boolean explained = status != OrderStatus.PENDING && status != OrderStatus.CONFIRMED;
        return Order.restore(ID, ALICE, List.of(line("TEA-001", "12.50", "EUR", 2)), NOW, status,
                explained ? status + " for a reason" : null, status.waits() ? DEADLINE.after(NOW) : null, 7);
    }

    private static OrderLine line(String sku, String price, String currency, int quantity) {
        return new OrderLine(new Product(new Sku(sku), "Tea", Money.of(new BigDecimal(price), currency)),
                new Quantity(quantity));
    }

}
