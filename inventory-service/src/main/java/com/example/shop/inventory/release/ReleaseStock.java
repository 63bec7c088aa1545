package com.example.shop.inventory.release;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Reservation;
import com.example.shop.inventory.model.Trigger;
import com.example.shop.inventory.model.Reservations;
import com.example.shop.inventory.model.StockItems;

import org.springframework.stereotype.Component;

/// What both ways of cancelling have in common. An order that was never heard of is remembered as released.
@Component
class ReleaseStock {

    private final Reservations reservations;

    private final StockItems stockItems;

    private final Clock clock;

    ReleaseStock(Reservations reservations, StockItems stockItems, Clock clock) {
        this.reservations = reservations;
        this.stockItems = stockItems;
        this.clock = clock;
    }

    void on(Trigger trigger, OrderId orderId) {
        Instant now = this.clock.instant();
        Optional<Reservation> found = this.reservations.lock(orderId);
        if (found.isEmpty()) {
            this.reservations.add(Reservation.neverMade(orderId, now));
            return;
        }
        Reservation reservation = found.get();
        reservation.on(trigger, this.stockItems.lock(reservation.heldSkus()), now);
        this.reservations.save(reservation);
    }

}
