package com.example.shop.inventory.release;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Reservation;
import com.example.shop.inventory.model.ReservationTrigger;
import com.example.shop.inventory.model.Reservations;
import com.example.shop.inventory.model.Stock;
import com.example.shop.inventory.model.StockItems;

import org.springframework.stereotype.Component;

/// Releases the stock of orders, for both events that end an order. An unknown order gets a released reservation, so that
/// nothing is reserved for it later.
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

    /// Locks the stock of all orders at once. Locked for one order after the other, two
    /// transactions could lock shared products in opposite orders and deadlock.
    Consumer<OrderId> prepare(ReservationTrigger trigger, List<OrderId> orderIds) {
        Map<OrderId, Reservation> reservations = this.reservations.lock(orderIds);
        Stock stock = this.stockItems.lock(reservations.values()
            .stream()
            .flatMap((reservation) -> reservation.heldSkus().stream())
            .collect(Collectors.toSet()));
        return (orderId) -> {
            Reservation reservation = reservations.get(orderId);
            if (reservation != null) {
                reservation.on(trigger, stock, this.clock.instant());
                this.reservations.save(reservation);
            }
            else {
                Reservation released = Reservation.neverMade(orderId, this.clock.instant());
                this.reservations.add(released);
                reservations.put(orderId, released);
            }
        };
    }

}
