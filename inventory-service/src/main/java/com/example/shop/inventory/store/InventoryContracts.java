package com.example.shop.inventory.store;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.inventory.v1.ProductChanged;
import com.example.shop.common.contracts.inventory.v1.StockRejected;
import com.example.shop.common.contracts.inventory.v1.StockReleased;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.inventory.v1.StockShipped;
import com.example.shop.common.outbox.SentEvents;
import com.example.shop.inventory.model.InventoryEvent;
import com.example.shop.inventory.model.Shortage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which events this service sends, and how events of the model are translated to contracts.
@Configuration(proxyBeanMethods = false)
class InventoryContracts {

    @Bean
    SentEvents sentEvents() {
        return SentEvents.of(StockReserved.class, StockRejected.class, StockReleased.class, StockShipped.class,
                ProductChanged.class);
    }

    static Event contractOf(InventoryEvent event) {
        return switch (event) {
            case InventoryEvent.Reserved(var order, var version, var at) ->
                new StockReserved(order.value(), version, at);
            case InventoryEvent.Rejected(var order, var version, var at, var shortages) ->
                new StockRejected(order.value(), version, at, shortages.stream().map(InventoryContracts::of).toList());
            case InventoryEvent.Released(var order, var version, var at) ->
                new StockReleased(order.value(), version, at);
            case InventoryEvent.Shipped(var order, var version, var at) -> new StockShipped(order.value(), version, at);
            case InventoryEvent.ProductChanged(var sku, var version, var at, var name, var price) -> new ProductChanged(
                    sku.value(), version, at, name.value(), price.amount(), price.currency().getCurrencyCode());
        };
    }

    private static StockRejected.Shortage of(Shortage shortage) {
        return new StockRejected.Shortage(shortage.sku().value(), shortage.requested().value(), shortage.available());
    }

}
