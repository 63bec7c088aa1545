package com.example.shop.order.store;

import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.order.v1.OrderCancellationRefused;
import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.contracts.order.v1.OrderRejected;
import com.example.shop.common.contracts.order.v1.OrderShipped;
import com.example.shop.common.outbox.SentEvents;
import com.example.shop.order.model.OrderEvent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which events this service sends, and how events of the model are translated to contracts.
@Configuration(proxyBeanMethods = false)
class OrderContracts {

    @Bean
    SentEvents sentEvents() {
        return SentEvents.of(OrderPlaced.class, OrderConfirmed.class, OrderRejected.class,
                OrderCancellationRequested.class, OrderCancellationRefused.class, OrderCancelled.class,
                OrderShipped.class);
    }

    static Event contractOf(OrderEvent event) {
        UUID id = event.orderId().value();
        return switch (event) {
            case OrderEvent.Placed placed -> new OrderPlaced(id, placed.version(), placed.at(),
                    placed.lines()
                        .stream()
                        .map((line) -> new OrderPlaced.Line(line.sku().value(), line.quantity().value()))
                        .toList());
            case OrderEvent.Confirmed confirmed -> new OrderConfirmed(id, confirmed.version(), confirmed.at());
            case OrderEvent.Rejected rejected ->
                new OrderRejected(id, rejected.version(), rejected.at(), rejected.reason());
            case OrderEvent.CancellationRequested requested ->
                new OrderCancellationRequested(id, requested.version(), requested.at(), requested.reason());
            case OrderEvent.CancellationRefused refused ->
                new OrderCancellationRefused(id, refused.version(), refused.at(), refused.reason());
            case OrderEvent.Cancelled cancelled ->
                new OrderCancelled(id, cancelled.version(), cancelled.at(), cancelled.reason());
            case OrderEvent.Shipped shipped -> new OrderShipped(id, shipped.version(), shipped.at());
        };
    }

}
