package com.example.shop.common.inbox;

import java.util.List;

import com.example.shop.common.contracts.EventType;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EventHandlersTest {

    @Test
    void a_handler_is_found_under_the_event_that_it_names() {
        EventHandlers handlers = new EventHandlers(List.of(new WhenPlaced(), new WhenCancelled()));

        EventType placed = EventType.of(OrderPlaced.class);
        EventType cancelled = EventType.of(OrderCancelled.class);
        assertThat(handlers.find(placed.name())).map(EventHandlers.Subscription::handler)
            .containsInstanceOf(WhenPlaced.class);
        assertThat(handlers.find(cancelled.name())).map(EventHandlers.Subscription::handler)
            .containsInstanceOf(WhenCancelled.class);
        assertThat(handlers.types()).containsExactlyInAnyOrder(placed, cancelled);
    }

    @Test
    void two_handlers_of_one_event_are_refused() {
        assertThatIllegalStateException().isThrownBy(() -> new EventHandlers(List.of(new WhenPlaced(), new Again())))
            .withMessageContaining("WhenPlaced")
            .withMessageContaining("Again");
    }

    @Test
    void a_handler_that_does_not_say_what_it_handles_is_refused() {
        EventHandler<OrderPlaced> lambda = _ -> {
        };

        assertThatIllegalStateException().isThrownBy(() -> new EventHandlers(List.of(lambda)))
            .withMessageContaining("does not say which event it handles");
    }

    private static class WhenPlaced implements EventHandler<OrderPlaced> {

        @Override
        public void handle(OrderPlaced event) {
            // Nothing to do in this test.
        }

    }

    private static final class Again extends WhenPlaced {

    }

    private static final class WhenCancelled implements EventHandler<OrderCancelled> {

        @Override
        public void handle(OrderCancelled event) {
            // Nothing to do in this test.
        }

    }

}
