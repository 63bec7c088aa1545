package com.example.shop.order.cancellation;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

import com.example.shop.order.model.AnswerDeadline;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks inventory to let go of what it holds for an order.
@Service
class CancelOrder {

    /// An order changes a handful of times in its life, so a second look nearly always
    /// finds it at rest.
    private static final int ATTEMPTS = 3;

    private final Orders orders;

    private final AnswerDeadline deadline;

    private final Clock clock;

    private final TransactionTemplate transaction;

    CancelOrder(Orders orders, AnswerDeadline deadline, Clock clock, PlatformTransactionManager transactions) {
        this.orders = orders;
        this.deadline = deadline;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// If inventory's answer to something else comes in between, looks again instead of
    /// refusing: what the caller wants to
    /// know is whether the order as it is now can be cancelled.
    /// @return empty if the caller may not see the order or there is none
    /// @throws com.example.shop.order.model.OrderCannotChange if the order has ended
    Optional<Order> cancel(OrderId id, Predicate<Order> visible, String reason) {
        for (int attempt = 1;; attempt++) {
            try {
                return this.transaction.execute((_) -> cancelOnce(id, visible, reason));
            }
            catch (OptimisticLockingFailureException ex) {
                if (attempt == ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    private Optional<Order> cancelOnce(OrderId id, Predicate<Order> visible, String reason) {
        Optional<Order> found = this.orders.find(id).filter(visible);
        found.ifPresent((order) -> {
            order.cancel(reason, this.clock.instant(), this.deadline);
            this.orders.save(order);
        });
        return found;
    }

}
