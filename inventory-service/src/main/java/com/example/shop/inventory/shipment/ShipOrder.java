package com.example.shop.inventory.shipment;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Reservation;
import com.example.shop.inventory.model.ReservationStatus;
import com.example.shop.inventory.model.ReservationTransition;
import com.example.shop.inventory.model.ReservationTrigger;
import com.example.shop.inventory.model.Reservations;
import com.example.shop.inventory.model.StockItems;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A cancellation may arrive at the same time. Both lock the reservation first, so the second one sees what the first one
/// did.
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
    Outcome ship(OrderId orderId) {
        Optional<Reservation> found = this.reservations.lock(orderId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Reservation reservation = found.get();
        ReservationTransition transition = reservation.on(ReservationTrigger.SHIPMENT_REQUESTED,
                this.stockItems.lock(reservation.heldSkus()), this.clock.instant());
        if (transition == ReservationTransition.NOT_ALLOWED) {
            return new Outcome.NotReady(reservation.status());
        }
        this.reservations.save(reservation);
        return new Outcome.Shipped(reservation.since());
    }

    sealed interface Outcome {

        /// @param at when the goods left; the same time if the request is repeated
        record Shipped(Instant at) implements Outcome {
        }

        record NotReady(ReservationStatus status) implements Outcome {
        }

        record Unknown() implements Outcome {
        }

    }

}
