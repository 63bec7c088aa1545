package com.example.shop.order.cancellation;

import java.time.Clock;
import java.util.Optional;

import com.example.shop.order.model.AnswerDeadline;
import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderCannotChange;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderStatus;
import com.example.shop.order.model.Orders;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Asks inventory to let go of what it holds for an order.
@Service
class CancelOrder {

    /// An order changes a handful of times in its life, so a second look nearly always
    /// finds it at rest.
    private static final int ATTEMPTS = 3;

    private final Orders orders;

    private final AnswerDeadline deadline;

    private final Clock clock;

    private final TransactionOperations transaction;

    CancelOrder(Orders orders, AnswerDeadline deadline, Clock clock, TransactionOperations transaction) {
        this.orders = orders;
        this.deadline = deadline;
        this.clock = clock;
        this.transaction = transaction;
    }

    /// If inventory's answer to something else comes in between, looks again instead of
    /// refusing: what the caller wants to know is whether the order as it is now can be
    /// cancelled.
    /// @param owner whose order it has to be; empty for someone who may cancel any
    Outcome cancel(OrderId id, Optional<CustomerId> owner, String reason) {
        for (int attempt = 1;; attempt++) {
            try {
                return this.transaction.execute((_) -> cancelOnce(id, owner, reason));
            }
            catch (OptimisticLockingFailureException ex) {
                if (attempt == ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    private Outcome cancelOnce(OrderId id, Optional<CustomerId> owner, String reason) {
        Optional<Order> found = this.orders.find(id);
        if (found.isEmpty()) {
            return new Outcome.NoSuchOrder();
        }
        Order order = found.get();
        if (owner.isPresent() && !owner.get().equals(order.customer())) {
            return new Outcome.SomeoneElses();
        }
        try {
            order.cancel(reason, this.clock.instant(), this.deadline);
        }
        catch (OrderCannotChange ex) {
            return new Outcome.TooLate(ex.status());
        }
        this.orders.save(order);
        return new Outcome.Asked(order);
    }

    /// What can come of it.
    sealed interface Outcome {

        /// Inventory is asked, now or already.
        record Asked(Order order) implements Outcome {
        }

        record TooLate(OrderStatus status) implements Outcome {
        }

        record NoSuchOrder() implements Outcome {
        }

        record SomeoneElses() implements Outcome {
        }

    }

}
