package com.example.shop.order.model;

import java.util.List;

/// What an {@link OrderTrigger} does to an order.
public sealed interface OrderTransition {

    /// Goes through these statuses in one step, each with an event of its own.
    record To(List<OrderStatus> statuses) implements OrderTransition {

        public To {
            statuses = List.copyOf(statuses);
        }

    }

    /// Stays as it is and asks inventory once more.
    record AskAgain() implements OrderTransition {
    }

    /// Stays as it is: a late or repeated event changes nothing.
    record None() implements OrderTransition {
    }

    /// Stays as it is, and the caller has to know: what was requested is no longer
    /// possible.
    record NotAllowed() implements OrderTransition {
    }

}
