package com.example.shop.inventory.reservation;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Reservation;
import com.example.shop.inventory.model.ReservationTrigger;
import com.example.shop.inventory.model.Reservations;
import com.example.shop.inventory.model.Stock;

import org.springframework.stereotype.Component;

/// Allows the shipment. Until then it is refused, because a PENDING order may still be cancelled at its deadline.
@Component
class ConfirmReservationWhenOrderConfirmed implements EventHandler<OrderConfirmed> {

    private final Reservations reservations;

    private final Clock clock;

    ConfirmReservationWhenOrderConfirmed(Reservations reservations, Clock clock) {
        this.reservations = reservations;
        this.clock = clock;
    }

    @Override
    public void handle(OrderConfirmed confirmed) {
        prepare(List.of(confirmed)).accept(confirmed);
    }

    @Override
    public Consumer<OrderConfirmed> prepare(List<OrderConfirmed> all) {
        Map<OrderId, Reservation> reservations = this.reservations
            .lock(all.stream().map((confirmed) -> new OrderId(confirmed.orderId())).toList());
        return (confirmed) -> {
            Reservation reservation = reservations.get(new OrderId(confirmed.orderId()));
            if (reservation == null) {
                throw new IllegalStateException(
                        "order " + confirmed.orderId() + " is confirmed but was never reserved");
            }
            reservation.on(ReservationTrigger.ORDER_CONFIRMED, Stock.untouched(), this.clock.instant());
            this.reservations.save(reservation);
        };
    }

}
