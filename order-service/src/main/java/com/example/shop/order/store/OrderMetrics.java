package com.example.shop.order.store;

import java.util.Locale;

import com.example.shop.order.model.OrderStatus;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Counts the orders that reach each status: `order.orders`, by status.
@Component
class OrderMetrics {

    private final MeterRegistry meters;

    OrderMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /// After the commit, so that a transaction that is retried counts once.
    void countAfterCommit(OrderStatus status) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                OrderMetrics.this.meters.counter("order.orders", "status", status.name().toLowerCase(Locale.ROOT))
                    .increment();
            }
        });
    }

}
