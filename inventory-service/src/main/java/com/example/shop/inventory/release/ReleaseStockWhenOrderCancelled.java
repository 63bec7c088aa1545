package com.example.shop.inventory.release;

import java.util.List;
import java.util.function.Consumer;

import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.ReservationTrigger;

import org.springframework.stereotype.Component;

/// The order was cancelled, for instance at its deadline: releases what is reserved for it, and reserves nothing later.
@Component
class ReleaseStockWhenOrderCancelled implements EventHandler<OrderCancelled> {

    private final ReleaseStock releaseStock;

    ReleaseStockWhenOrderCancelled(ReleaseStock releaseStock) {
        this.releaseStock = releaseStock;
    }

    @Override
    public void handle(OrderCancelled cancelled) {
        prepare(List.of(cancelled)).accept(cancelled);
    }

    @Override
    public Consumer<OrderCancelled> prepare(List<OrderCancelled> all) {
        Consumer<OrderId> release = this.releaseStock.prepare(ReservationTrigger.ORDER_CANCELLED,
                all.stream().map((cancelled) -> new OrderId(cancelled.orderId())).toList());
        return (cancelled) -> release.accept(new OrderId(cancelled.orderId()));
    }

}
