package com.example.shop.order.decision;

import java.time.Clock;

import com.example.shop.common.contracts.inventory.v1.StockRejected;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.Shortage;

import org.springframework.stereotype.Component;

/// Rejects the order; its reason names the lines that are short.
@Component
class RejectOrderWhenStockRejected implements EventHandler<StockRejected> {

    private final Orders orders;

    private final Clock clock;

    RejectOrderWhenStockRejected(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public void handle(StockRejected event) {
        Order order = this.orders.get(new OrderId(event.orderId()));
        order.stockRejected(event.shortages()
            .stream()
            .map((shortage) -> new Shortage(shortage.sku(), shortage.requested(), shortage.available()))
            .toList(), this.clock.instant());
        this.orders.save(order);
    }

}
