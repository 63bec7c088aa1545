package com.example.shop.order.model;

import java.util.List;

/// What an {@link OrderTrigger} does to an order.
public sealed interface OrderTransition {

    /// The order goes through these statuses, each with an event of its own.
    record To(List<OrderStatus> statuses) implements OrderTransition {

        public To {
            statuses = List.copyOf(statuses);
        }

    }

    /// The status stays, and inventory is asked again.
    record AskAgain() implements OrderTransition {
    }

    /// The status stays: a late or repeated event changes nothing.
    record None() implements OrderTransition {
    }

    /// The status stays, and the caller gets an error: the requested change is no
    /// longer possible.
    record NotAllowed() implements OrderTransition {
    }

}
