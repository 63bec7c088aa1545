package com.example.shop.order.decision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.OverdueOrder;
import com.example.shop.order.model.ReplyDeadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Acts on orders whose deadline has passed: a PENDING one is cancelled; a CANCELLING one requests its cancellation again,
/// because its goods may have left.
///
/// Every instance does this. If two find the same order, the first one changes it, and the second one fails on the version
/// check.
@Component
class EndOrdersWithoutReply {

    private static final Logger log = LoggerFactory.getLogger(EndOrdersWithoutReply.class);

    static final int BATCH = 100;

    private final Orders orders;

    private final ReplyDeadline deadline;

    private final Clock clock;

    private final TransactionOperations transaction;

    private volatile Duration longestWait = Duration.ZERO;

    EndOrdersWithoutReply(Orders orders, ReplyDeadline deadline, Clock clock, MeterRegistry metrics,
            TransactionOperations transaction) {
        this.orders = orders;
        this.deadline = deadline;
        this.clock = clock;
        this.transaction = transaction;
        TimeGauge.builder("order.longest.wait", () -> this.longestWait.toMillis(), TimeUnit.MILLISECONDS)
            .description("How long the order that waits longest has been waiting for inventory")
            .register(metrics);
    }

    /// Starts late, so that reply events that waited in Kafka while the service was down
    /// are handled first.
    @Scheduled(initialDelay = 10, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void checkDeadlines() {
        Instant start = this.clock.instant();
        List<OverdueOrder> overdue = this.orders.overdue(start, Optional.empty(), BATCH);
        while (!overdue.isEmpty()) {
            overdue.forEach((order) -> checkDeadline(order.id()));
            // After the last one, even if it failed: orders that fail do not block
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
                    log.warn("No reply from inventory in time: order {} is now {}", id, order.status());
                }
            });
        }
        catch (OptimisticLockingFailureException _) {
            log.debug("Order {} was changed while its deadline was checked", id);
        }
        catch (RuntimeException ex) {
            log.error("Overdue order {} could not be changed and is retried", id, ex);
        }
    }

    private void measureLongestWait() {
        Instant now = this.clock.instant();
        this.longestWait = this.orders.nextDue()
            .map((due) -> Duration.between(due, this.deadline.after(now)))
            .orElse(Duration.ZERO);
    }

}
