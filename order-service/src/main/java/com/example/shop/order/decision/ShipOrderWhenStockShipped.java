package com.example.shop.order.decision;

import java.time.Clock;

import com.example.shop.common.contracts.inventory.v1.StockShipped;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;

import org.springframework.stereotype.Component;

/// Completes the order, even if its cancellation was requested: the goods have left.
@Component
class ShipOrderWhenStockShipped implements EventHandler<StockShipped> {

    private final Orders orders;

    private final Clock clock;

    ShipOrderWhenStockShipped(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public void handle(StockShipped event) {
        Order order = this.orders.get(new OrderId(event.orderId()));
        order.stockShipped(this.clock.instant());
        this.orders.save(order);
    }

}
