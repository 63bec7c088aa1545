package com.example.shop.order.decision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.example.shop.order.model.AnswerDeadline;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.OverdueOrder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// No order waits for inventory for ever: when its deadline has passed, a PENDING one is cancelled, and a CANCELLING one
/// asks again, for its goods may have left.
///
/// Every instance does this. Two that find the same order do no harm: the first one changes it, the other one notices and
/// leaves it.
@Component
class EndOrdersWithoutAnswer {

    private static final Logger log = LoggerFactory.getLogger(EndOrdersWithoutAnswer.class);

    static final int BATCH = 100;

    private final Orders orders;

    private final AnswerDeadline deadline;

    private final Clock clock;

    private final TransactionOperations transaction;

    private volatile Duration longestWait = Duration.ZERO;

    EndOrdersWithoutAnswer(Orders orders, AnswerDeadline deadline, Clock clock, MeterRegistry metrics,
            TransactionOperations transaction) {
        this.orders = orders;
        this.deadline = deadline;
        this.clock = clock;
        this.transaction = transaction;
        TimeGauge.builder("order.longest.wait", () -> this.longestWait.toMillis(), TimeUnit.MILLISECONDS)
            .description("How long the order that waits longest has been waiting for inventory")
            .register(metrics);
    }

    /// Starts late, so that answers which waited in Kafka while the service was away are
    /// handled first.
    @Scheduled(initialDelay = 10, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void checkDeadlines() {
        Instant start = this.clock.instant();
        List<OverdueOrder> overdue = this.orders.overdue(start, Optional.empty(), BATCH);
        while (!overdue.isEmpty()) {
            overdue.forEach((order) -> checkDeadline(order.id()));
            // Behind the last one, whatever became of it: those that fail block no
            // others.
            overdue = this.orders.overdue(start, Optional.of(overdue.getLast()), BATCH);
        }
        measureLongestWait();
    }

    /// Each order in a transaction of its own.
    private void checkDeadline(OrderId id) {
        try {
            this.transaction.executeWithoutResult((_) -> {
                Order order = this.orders.get(id);
                boolean changed = order.checkDeadline(this.clock.instant(), this.deadline);
                this.orders.save(order);
                if (changed) {
                    log.warn("Order {} got no answer from inventory in time and is now {}", id, order.status());
                }
            });
        }
        catch (OptimisticLockingFailureException _) {
            log.debug("Order {} was changed while its deadline was checked", id);
        }
        catch (RuntimeException ex) {
            log.error("Order {} is overdue, but could not be changed; it will be tried again", id, ex);
        }
    }

    private void measureLongestWait() {
        Instant now = this.clock.instant();
        this.longestWait = this.orders.nextDue()
            .map((due) -> Duration.between(due, this.deadline.after(now)))
            .orElse(Duration.ZERO);
    }

}
