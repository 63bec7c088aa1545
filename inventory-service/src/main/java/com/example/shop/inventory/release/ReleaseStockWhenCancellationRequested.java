package com.example.shop.inventory.release;

import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Trigger;

import org.springframework.stereotype.Component;

/// The goods are freed, unless they have left: the answer says which, and asked again it is the same.
@Component
class ReleaseStockWhenCancellationRequested implements EventHandler<OrderCancellationRequested> {

    private final ReleaseStock releaseStock;

    ReleaseStockWhenCancellationRequested(ReleaseStock releaseStock) {
        this.releaseStock = releaseStock;
    }

    @Override
    public void handle(OrderCancellationRequested requested) {
        this.releaseStock.on(Trigger.CANCELLATION_REQUESTED, new OrderId(requested.orderId()));
    }

    /// Orders share products: two transactions for several orders each would lock
    /// them in opposite orders.
    @Override
    public boolean sharesTransaction() {
        return false;
    }

}
