package com.example.shop.order.model;

/// The lines of an order have more than one currency, so it has no total.
public class MixedCurrencies extends RuntimeException {

    MixedCurrencies(OrderLine line, OrderLine other) {
        super("%s costs %s and %s costs %s".formatted(line.sku(), line.product().unitPrice().currency(), other.sku(),
                other.product().unitPrice().currency()));
    }

}
