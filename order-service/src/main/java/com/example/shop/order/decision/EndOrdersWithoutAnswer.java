package com.example.shop.order.decision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.example.shop.order.model.AnswerDeadline;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The clock of the saga: no order waits for inventory for ever. A PENDING one is cancelled, a CANCELLING one asks
/// again, for its goods may have left.
///
/// Every instance has such a clock. Two that find the same order do no harm: the first one changes it, the other one
/// notices and leaves it.
@Component
class EndOrdersWithoutAnswer implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(EndOrdersWithoutAnswer.class);

    private final Orders orders;

    private final AnswerDeadline deadline;

    private final DecisionProperties properties;

    private final Clock clock;

    private final TransactionTemplate transaction;

    private volatile Duration longestWait = Duration.ZERO;

    EndOrdersWithoutAnswer(Orders orders, AnswerDeadline deadline, DecisionProperties properties, Clock clock,
            PlatformTransactionManager transactions, MeterRegistry metrics) {
        this.orders = orders;
        this.deadline = deadline;
        this.properties = properties;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        TimeGauge.builder("order.longest.wait", () -> this.longestWait.toMillis(), TimeUnit.MILLISECONDS)
            .description("How long the order that waits longest has been waiting for inventory")
            .register(metrics);
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(
                new FixedDelayTask(this::tick, this.properties.clockInterval(), this.properties.clockStart()));
    }

    private void tick() {
        try {
            checkDeadlines();
            measure();
        }
        catch (DataAccessException ex) {
            log.warn("Deadlines cannot be checked now, the next tick tries again: {}", ex.getMessage());
        }
    }

    private void checkDeadlines() {
        List<OrderId> overdue;
        long changed;
        do {
            overdue = this.orders.overdue(this.clock.instant(), this.properties.clockBatch());
            changed = overdue.stream().filter(this::checkDeadline).count();
        }
        while (changed > 0 && overdue.size() == this.properties.clockBatch());
    }

    /// Each order in a transaction of its own: one that fails holds back no other.
    private boolean checkDeadline(OrderId id) {
        try {
            return this.transaction.execute((_) -> {
                Order order = this.orders.get(id);
                boolean changed = order.checkDeadline(this.clock.instant(), this.deadline);
                this.orders.save(order);
                if (changed) {
                    log.warn("Order {} got no answer from inventory in time; it is {} now", id, order.status());
                }
                return changed;
            });
        }
        catch (OptimisticLockingFailureException _) {
            log.debug("Order {} was changed while its deadline was checked", id);
        }
        catch (RuntimeException ex) {
            log.error("Order {} is overdue, but could not be changed; tried again at the next tick", id, ex);
        }
        return false;
    }

    private void measure() {
        Instant now = this.clock.instant();
        this.longestWait = this.orders.nextDue()
            .map((due) -> Duration.between(due, this.deadline.after(now)))
            .orElse(Duration.ZERO);
    }

}
