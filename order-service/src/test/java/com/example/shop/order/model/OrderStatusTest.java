package com.example.shop.order.model;

import java.util.List;
import java.util.stream.Stream;

import com.example.shop.order.model.OrderTransition.AskAgain;
import com.example.shop.order.model.OrderTransition.None;
import com.example.shop.order.model.OrderTransition.NotAllowed;
import com.example.shop.order.model.OrderTransition.To;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.example.shop.order.model.OrderStatus.CANCELLED;
import static com.example.shop.order.model.OrderStatus.CANCELLING;
import static com.example.shop.order.model.OrderStatus.CONFIRMED;
import static com.example.shop.order.model.OrderStatus.PENDING;
import static com.example.shop.order.model.OrderStatus.REJECTED;
import static com.example.shop.order.model.OrderStatus.SHIPPED;
import static com.example.shop.order.model.OrderTrigger.CANCELLATION_REQUESTED;
import static com.example.shop.order.model.OrderTrigger.DEADLINE_PASSED;
import static com.example.shop.order.model.OrderTrigger.STOCK_REJECTED;
import static com.example.shop.order.model.OrderTrigger.STOCK_RELEASED;
import static com.example.shop.order.model.OrderTrigger.STOCK_RESERVED;
import static com.example.shop.order.model.OrderTrigger.STOCK_SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

class OrderStatusTest {

    /// Written out in full on purpose: the code groups the cases.
    static Stream<Row> transitions() {
        return Stream.of(
        // @formatter:off
            when(PENDING, STOCK_RESERVED, become(CONFIRMED)),
            when(PENDING, STOCK_REJECTED, become(REJECTED)),
            when(PENDING, STOCK_RELEASED, become(CANCELLED)),
            when(PENDING, STOCK_SHIPPED, become(CONFIRMED, SHIPPED)),
            when(PENDING, CANCELLATION_REQUESTED, become(CANCELLING)),
            when(PENDING, DEADLINE_PASSED, become(CANCELLED)),

            when(CONFIRMED, STOCK_RESERVED, new None()),
            when(CONFIRMED, STOCK_REJECTED, new None()),
            when(CONFIRMED, STOCK_RELEASED, become(CANCELLED)),
            when(CONFIRMED, STOCK_SHIPPED, become(SHIPPED)),
            when(CONFIRMED, CANCELLATION_REQUESTED, become(CANCELLING)),
            when(CONFIRMED, DEADLINE_PASSED, new None()),

            when(CANCELLING, STOCK_RESERVED, new None()),
            when(CANCELLING, STOCK_REJECTED, new None()),
            when(CANCELLING, STOCK_RELEASED, become(CANCELLED)),
            when(CANCELLING, STOCK_SHIPPED, become(CONFIRMED, SHIPPED)),
            when(CANCELLING, CANCELLATION_REQUESTED, new None()),
            when(CANCELLING, DEADLINE_PASSED, new AskAgain()),

            when(REJECTED, STOCK_RESERVED, new None()),
            when(REJECTED, STOCK_REJECTED, new None()),
            when(REJECTED, STOCK_RELEASED, new None()),
            when(REJECTED, STOCK_SHIPPED, new None()),
            when(REJECTED, CANCELLATION_REQUESTED, new NotAllowed()),
            when(REJECTED, DEADLINE_PASSED, new None()),

            when(CANCELLED, STOCK_RESERVED, new None()),
            when(CANCELLED, STOCK_REJECTED, new None()),
            when(CANCELLED, STOCK_RELEASED, new None()),
            when(CANCELLED, STOCK_SHIPPED, new None()),
            when(CANCELLED, CANCELLATION_REQUESTED, new NotAllowed()),
            when(CANCELLED, DEADLINE_PASSED, new None()),

            when(SHIPPED, STOCK_RESERVED, new None()),
            when(SHIPPED, STOCK_REJECTED, new None()),
            when(SHIPPED, STOCK_RELEASED, new None()),
            when(SHIPPED, STOCK_SHIPPED, new None()),
            when(SHIPPED, CANCELLATION_REQUESTED, new NotAllowed()),
            when(SHIPPED, DEADLINE_PASSED, new None())
            // @formatter:on
        );
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transitions")
    void each_status_changes_by_each_trigger_as_the_table_says(Row row) {
        assertThat(row.status().on(row.trigger())).isEqualTo(row.transition());
    }

    @Test
    void the_table_covers_every_status_and_trigger() {
        List<List<Object>> tested = transitions().map((row) -> List.<Object>of(row.status(), row.trigger())).toList();

        assertThat(tested).doesNotHaveDuplicates().hasSize(OrderStatus.values().length * OrderTrigger.values().length);
    }

    @Test
    void every_status_but_the_first_can_be_reached_and_a_final_one_is_never_left() {
        List<OrderStatus> reached = transitions().flatMap((row) -> next(row.transition()).stream()).toList();

        assertThat(reached).contains(CONFIRMED, REJECTED, CANCELLING, CANCELLED, SHIPPED).doesNotContain(PENDING);
        for (OrderStatus last : List.of(REJECTED, CANCELLED, SHIPPED)) {
            assertThat(OrderTrigger.values()).allSatisfy((trigger) -> assertThat(next(last.on(trigger))).isEmpty());
        }
    }

    private static List<OrderStatus> next(OrderTransition transition) {
        return (transition instanceof To(List<OrderStatus> statuses)) ? statuses : List.of();
    }

    private static OrderTransition become(OrderStatus... statuses) {
        return new To(List.of(statuses));
    }

    private static Row when(OrderStatus status, OrderTrigger trigger, OrderTransition transition) {
        return new Row(status, trigger, transition);
    }

    record Row(OrderStatus status, OrderTrigger trigger, OrderTransition transition) {
    }

}
