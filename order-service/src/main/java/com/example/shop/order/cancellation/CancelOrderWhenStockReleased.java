package com.example.shop.order.cancellation;

import java.time.Clock;

import com.example.shop.common.contracts.inventory.v1.StockReleased;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;

import org.springframework.stereotype.Component;

/// Cancels the order: nothing is reserved for it any more.
@Component
class CancelOrderWhenStockReleased implements EventHandler<StockReleased> {

    private final Orders orders;

    private final Clock clock;

    CancelOrderWhenStockReleased(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public void handle(StockReleased event) {
        Order order = this.orders.get(new OrderId(event.orderId()));
        order.stockReleased(this.clock.instant());
        this.orders.save(order);
    }

}
