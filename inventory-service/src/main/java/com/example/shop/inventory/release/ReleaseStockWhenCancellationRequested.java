package com.example.shop.inventory.release;

import java.util.List;
import java.util.function.Consumer;

import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.ReservationTrigger;

import org.springframework.stereotype.Component;

/// Releases the goods unless they have left. The reply event says which; a repeated request gets the same reply.
@Component
class ReleaseStockWhenCancellationRequested implements EventHandler<OrderCancellationRequested> {

    private final ReleaseStock releaseStock;

    ReleaseStockWhenCancellationRequested(ReleaseStock releaseStock) {
        this.releaseStock = releaseStock;
    }

    @Override
    public void handle(OrderCancellationRequested requested) {
        prepare(List.of(requested)).accept(requested);
    }

    @Override
    public Consumer<OrderCancellationRequested> prepare(List<OrderCancellationRequested> all) {
        Consumer<OrderId> release = this.releaseStock.prepare(ReservationTrigger.CANCELLATION_REQUESTED,
                all.stream().map((requested) -> new OrderId(requested.orderId())).toList());
        return (requested) -> release.accept(new OrderId(requested.orderId()));
    }

}
