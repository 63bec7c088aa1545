package com.example.shop.inventory.reservation;

import java.time.Clock;
import java.util.List;

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

/// All lines are held or none; order-service hears which.
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
        OrderId orderId = new OrderId(placed.orderId());
        if (this.reservations.lock(orderId).isPresent()) {
            return; // decided already, or cancelled before it was heard of
        }
        List<ReservationLine> lines = placed.lines().stream().map(ReserveStockWhenOrderPlaced::line).toList();
        Stock stock = this.stockItems.lock(lines.stream().map(ReservationLine::sku).toList());
        this.reservations.add(Reservation.decide(orderId, lines, stock, this.clock.instant()));
    }

    /// Orders share products: two transactions for several orders each would lock
    /// them in opposite orders.
    @Override
    public boolean sharesTransaction() {
        return false;
    }

    private static ReservationLine line(OrderPlaced.Line line) {
        return new ReservationLine(new Sku(line.sku()), new Quantity(line.quantity()));
    }

}
