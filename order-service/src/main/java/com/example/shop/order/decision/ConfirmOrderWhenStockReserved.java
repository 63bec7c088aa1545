package com.example.shop.order.decision;

import java.time.Clock;

import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;

import org.springframework.stereotype.Component;

/// The goods are held, so the order stands. If it has ended meanwhile, inventory hears of that and releases them.
@Component
class ConfirmOrderWhenStockReserved implements EventHandler<StockReserved> {

    private final Orders orders;

    private final Clock clock;

    ConfirmOrderWhenStockReserved(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public void handle(StockReserved event) {
        Order order = this.orders.get(new OrderId(event.orderId()));
        order.stockReserved(this.clock.instant());
        this.orders.save(order);
    }

}
