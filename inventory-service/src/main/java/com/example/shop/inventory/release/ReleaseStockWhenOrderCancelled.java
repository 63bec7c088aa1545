package com.example.shop.inventory.release;

import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Trigger;

import org.springframework.stereotype.Component;

/// The order ended without asking, at its deadline: whatever is held for it, or would be, is free.
@Component
class ReleaseStockWhenOrderCancelled implements EventHandler<OrderCancelled> {

    private final ReleaseStock releaseStock;

    ReleaseStockWhenOrderCancelled(ReleaseStock releaseStock) {
        this.releaseStock = releaseStock;
    }

    @Override
    public void handle(OrderCancelled cancelled) {
        this.releaseStock.on(Trigger.ORDER_CANCELLED, new OrderId(cancelled.orderId()));
    }

    /// Orders share products: two transactions for several orders each would lock
    /// them in opposite orders.
    @Override
    public boolean sharesTransaction() {
        return false;
    }

}
