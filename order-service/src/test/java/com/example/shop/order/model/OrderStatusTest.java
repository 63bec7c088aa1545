package com.example.shop.order.model;

import java.util.List;
import java.util.stream.Stream;

import com.example.shop.order.model.Reaction.AskAgain;
import com.example.shop.order.model.Reaction.Become;
import com.example.shop.order.model.Reaction.Ignore;
import com.example.shop.order.model.Reaction.Refuse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.example.shop.order.model.OrderStatus.CANCELLED;
import static com.example.shop.order.model.OrderStatus.CANCELLING;
import static com.example.shop.order.model.OrderStatus.CONFIRMED;
import static com.example.shop.order.model.OrderStatus.PENDING;
import static com.example.shop.order.model.OrderStatus.REJECTED;
import static com.example.shop.order.model.OrderStatus.SHIPPED;
import static com.example.shop.order.model.Trigger.CANCELLATION_ASKED;
import static com.example.shop.order.model.Trigger.DEADLINE_PASSED;
import static com.example.shop.order.model.Trigger.STOCK_REJECTED;
import static com.example.shop.order.model.Trigger.STOCK_RELEASED;
import static com.example.shop.order.model.Trigger.STOCK_RESERVED;
import static com.example.shop.order.model.Trigger.STOCK_SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

class OrderStatusTest {

    /// Written out in full on purpose: the code groups the cases, the test does not.
    static Stream<Transition> transitions() {
        return Stream.of(
        // @formatter:off
            when(PENDING, STOCK_RESERVED, become(CONFIRMED)),
            when(PENDING, STOCK_REJECTED, become(REJECTED)),
            when(PENDING, STOCK_RELEASED, become(CANCELLED)),
            when(PENDING, STOCK_SHIPPED, become(CONFIRMED, SHIPPED)),
            when(PENDING, CANCELLATION_ASKED, become(CANCELLING)),
            when(PENDING, DEADLINE_PASSED, become(CANCELLED)),

            when(CONFIRMED, STOCK_RESERVED, new Ignore()),
            when(CONFIRMED, STOCK_REJECTED, new Ignore()),
            when(CONFIRMED, STOCK_RELEASED, become(CANCELLED)),
            when(CONFIRMED, STOCK_SHIPPED, become(SHIPPED)),
            when(CONFIRMED, CANCELLATION_ASKED, become(CANCELLING)),
            when(CONFIRMED, DEADLINE_PASSED, new Ignore()),

            when(CANCELLING, STOCK_RESERVED, new Ignore()),
            when(CANCELLING, STOCK_REJECTED, new Ignore()),
            when(CANCELLING, STOCK_RELEASED, become(CANCELLED)),
            when(CANCELLING, STOCK_SHIPPED, become(CONFIRMED, SHIPPED)),
            when(CANCELLING, CANCELLATION_ASKED, new Ignore()),
            when(CANCELLING, DEADLINE_PASSED, new AskAgain()),

            when(REJECTED, STOCK_RESERVED, new Ignore()),
            when(REJECTED, STOCK_REJECTED, new Ignore()),
            when(REJECTED, STOCK_RELEASED, new Ignore()),
            when(REJECTED, STOCK_SHIPPED, new Ignore()),
            when(REJECTED, CANCELLATION_ASKED, new Refuse()),
            when(REJECTED, DEADLINE_PASSED, new Ignore()),

            when(CANCELLED, STOCK_RESERVED, new Ignore()),
            when(CANCELLED, STOCK_REJECTED, new Ignore()),
            when(CANCELLED, STOCK_RELEASED, new Ignore()),
            when(CANCELLED, STOCK_SHIPPED, new Ignore()),
            when(CANCELLED, CANCELLATION_ASKED, new Refuse()),
            when(CANCELLED, DEADLINE_PASSED, new Ignore()),

            when(SHIPPED, STOCK_RESERVED, new Ignore()),
            when(SHIPPED, STOCK_REJECTED, new Ignore()),
            when(SHIPPED, STOCK_RELEASED, new Ignore()),
            when(SHIPPED, STOCK_SHIPPED, new Ignore()),
            when(SHIPPED, CANCELLATION_ASKED, new Refuse()),
            when(SHIPPED, DEADLINE_PASSED, new Ignore())
            // @formatter:on
        );
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transitions")
    void each_status_reacts_to_each_trigger_as_the_table_says(Transition row) {
        assertThat(row.status().on(row.trigger())).isEqualTo(row.reaction());
    }

    @Test
    void the_table_forgets_no_status_and_no_trigger() {
        List<List<Object>> tested = transitions().map((row) -> List.<Object>of(row.status(), row.trigger())).toList();

        assertThat(tested).doesNotHaveDuplicates().hasSize(OrderStatus.values().length * Trigger.values().length);
    }

    @Test
    void every_status_but_the_first_can_be_reached_and_a_final_one_is_never_left() {
        List<OrderStatus> reached = transitions().flatMap((row) -> next(row.reaction()).stream()).toList();

        assertThat(reached).contains(CONFIRMED, REJECTED, CANCELLING, CANCELLED, SHIPPED).doesNotContain(PENDING);
        for (OrderStatus last : List.of(REJECTED, CANCELLED, SHIPPED)) {
            assertThat(Trigger.values()).allSatisfy((trigger) -> assertThat(next(last.on(trigger))).isEmpty());
        }
    }

    private static List<OrderStatus> next(Reaction reaction) {
        return (reaction instanceof Become(List<OrderStatus> statuses)) ? statuses : List.of();
    }

    private static Reaction become(OrderStatus... statuses) {
        return new Become(List.of(statuses));
    }

    private static Transition when(OrderStatus status, Trigger trigger, Reaction reaction) {
        return new Transition(status, trigger, reaction);
    }

    record Transition(OrderStatus status, Trigger trigger, Reaction reaction) {
    }

}
