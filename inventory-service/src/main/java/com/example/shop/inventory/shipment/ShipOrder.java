package com.example.shop.inventory.shipment;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Reservation;
import com.example.shop.inventory.model.ReservationStatus;
import com.example.shop.inventory.model.Reaction;
import com.example.shop.inventory.model.Trigger;
import com.example.shop.inventory.model.Reservations;
import com.example.shop.inventory.model.StockItems;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A cancellation may come at the same moment. Both lock the reservation first, so one of them is first, and the other
/// is answered by what it finds.
@Component
class ShipOrder {

    private final Reservations reservations;

    private final StockItems stockItems;

    private final Clock clock;

    ShipOrder(Reservations reservations, StockItems stockItems, Clock clock) {
        this.reservations = reservations;
        this.stockItems = stockItems;
        this.clock = clock;
    }

    @Transactional
    Answer ship(OrderId orderId) {
        Optional<Reservation> found = this.reservations.lock(orderId);
        if (found.isEmpty()) {
            return new Answer.Unknown();
        }
        Reservation reservation = found.get();
        Reaction reaction = reservation.on(Trigger.SHIPMENT_ASKED, this.stockItems.lock(reservation.heldSkus()),
                this.clock.instant());
        if (reaction == Reaction.REFUSE) {
            return new Answer.NotReady(reservation.status());
        }
        this.reservations.save(reservation);
        return new Answer.Shipped(reservation.since());
    }

    sealed interface Answer {

        /// @param at when the goods left: asked again, the same moment
        record Shipped(Instant at) implements Answer {
        }

        record NotReady(ReservationStatus status) implements Answer {
        }

        record Unknown() implements Answer {
        }

    }

}
