package com.example.shop.order.cancellation;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderCannotChange;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderStatus;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.ReplyDeadline;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Requests the cancellation of an order; inventory decides whether it is still possible.
@Component
class CancelOrder {

    /// An order changes only a few times, so a second attempt nearly always succeeds.
    private static final int ATTEMPTS = 3;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Orders orders;

    private final ReplyDeadline deadline;

    private final Clock clock;

    private final TransactionOperations transaction;

    CancelOrder(Orders orders, ReplyDeadline deadline, Clock clock, TransactionOperations transaction) {
        this.orders = orders;
        this.deadline = deadline;
        this.clock = clock;
        this.transaction = transaction;
    }

    /// Retries if the order changes at the same time, by an event from inventory: its new
    /// status decides whether it can be cancelled.
    /// @param owner the customer whose order it must be; empty if the caller may cancel
    /// any order
    /// @throws ProblemException 503 if the order still changes after some attempts
    Outcome cancel(OrderId id, Optional<CustomerId> owner, String reason) {
        for (int attempt = 1;; attempt++) {
            try {
                return this.transaction.execute((_) -> cancelOnce(id, owner, reason));
            }
            catch (OptimisticLockingFailureException _) {
                if (attempt == ATTEMPTS) {
                    throw new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                            "The order is changing right now. Please try again.", RETRY_AFTER);
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
            return new Outcome.NotOwner();
        }
        try {
            order.cancel(reason, this.clock.instant(), this.deadline);
        }
        catch (OrderCannotChange ex) {
            return new Outcome.TooLate(ex.status());
        }
        this.orders.save(order);
        return new Outcome.Requested(order);
    }

    sealed interface Outcome {

        /// The cancellation is requested, by this call or an earlier one.
        record Requested(Order order) implements Outcome {
        }

        record TooLate(OrderStatus status) implements Outcome {
        }

        record NoSuchOrder() implements Outcome {
        }

        record NotOwner() implements Outcome {
        }

    }

}
