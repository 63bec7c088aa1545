package com.example.shop.order.model;

import java.util.List;

/// How an order reacts to a {@link Trigger}.
public sealed interface Reaction {

    /// Goes through these statuses in one step, each with an event of its own.
    record Become(List<OrderStatus> statuses) implements Reaction {

        public Become {
            statuses = List.copyOf(statuses);
        }

    }

    /// Stays as it is and asks inventory once more.
    record AskAgain() implements Reaction {
    }

    /// Stays as it is: a late or repeated answer, which changes nothing.
    record Ignore() implements Reaction {
    }

    /// Stays as it is and says so: what was asked for is no longer possible.
    record Refuse() implements Reaction {
    }

}
