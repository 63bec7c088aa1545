package com.example.shop.inventory.reservation;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.Reservation;
import com.example.shop.inventory.model.ReservationLine;
import com.example.shop.inventory.model.Reservations;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.model.Stock;
import com.example.shop.inventory.model.StockItems;

import org.springframework.stereotype.Component;

/// Reserves all lines of an order or none; the reply event says which.
@Component
class ReserveStockWhenOrderPlaced implements EventHandler<OrderPlaced> {

    private final Reservations reservations;

    private final StockItems stockItems;

    private final Clock clock;

    ReserveStockWhenOrderPlaced(Reservations reservations, StockItems stockItems, Clock clock) {
        this.reservations = reservations;
        this.stockItems = stockItems;
        this.clock = clock;
    }

    @Override
    public void handle(OrderPlaced placed) {
        prepare(List.of(placed)).accept(placed);
    }

    /// Locks the stock of all orders at once. Locked for one order after the other, two
    /// transactions could lock shared products in opposite orders and deadlock.
    @Override
    public Consumer<OrderPlaced> prepare(List<OrderPlaced> all) {
        Set<OrderId> decided = new HashSet<>(
                this.reservations.lock(all.stream().map((placed) -> new OrderId(placed.orderId())).toList()).keySet());
        Stock stock = this.stockItems.lock(all.stream()
            .flatMap((placed) -> placed.lines().stream())
            .map((line) -> new Sku(line.sku()))
            .collect(Collectors.toSet()));
        return (placed) -> {
            OrderId orderId = new OrderId(placed.orderId());
            // Otherwise it is already decided, or was cancelled before it arrived.
            if (decided.add(orderId)) {
                List<ReservationLine> lines = placed.lines().stream().map(ReserveStockWhenOrderPlaced::line).toList();
                this.reservations.add(Reservation.decide(orderId, lines, stock, this.clock.instant()));
            }
        };
    }

    private static ReservationLine line(OrderPlaced.Line line) {
        return new ReservationLine(new Sku(line.sku()), new Quantity(line.quantity()));
    }

}
