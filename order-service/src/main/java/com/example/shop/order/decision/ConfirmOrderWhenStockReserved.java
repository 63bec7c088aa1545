package com.example.shop.order.decision;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.Orders;

import org.springframework.stereotype.Component;

/// Confirms the order. If it has ended in the meantime, nothing changes: inventory gets the event about the end and
/// releases the goods.
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
        prepare(List.of(event)).accept(event);
    }

    @Override
    public Consumer<StockReserved> prepare(List<StockReserved> events) {
        Map<OrderId, Order> found = this.orders
            .find(events.stream().map((event) -> new OrderId(event.orderId())).toList());
        return (event) -> {
            OrderId id = new OrderId(event.orderId());
            Order order = Optional.ofNullable(found.get(id))
                .orElseThrow(() -> new NoSuchElementException("There is no order " + id));
            order.stockReserved(this.clock.instant());
            this.orders.save(order);
        };
    }

}
