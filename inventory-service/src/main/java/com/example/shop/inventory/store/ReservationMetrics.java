package com.example.shop.inventory.store;

import java.util.Locale;

import com.example.shop.inventory.model.ReservationStatus;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Counts the outcomes of reservations: `inventory.reservations`, by outcome.
@Component
class ReservationMetrics {

    private final MeterRegistry meters;

    ReservationMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /// After the commit, so that a transaction that is retried counts once.
    void countAfterCommit(ReservationStatus outcome) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ReservationMetrics.this.meters
                    .counter("inventory.reservations", "outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .increment();
            }
        });
    }

}
