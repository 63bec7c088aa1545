package com.example.shop.inventory.view;

import com.example.shop.inventory.model.Product;
import com.example.shop.inventory.model.StockItem;

public record ProductView(String sku, String name, MoneyView unitPrice, StockView stock) {

    public static ProductView of(Product product, StockItem stock) {
        return new ProductView(product.sku().value(), product.name().value(), MoneyView.of(product.price()),
                new StockView(stock.onHand(), stock.reserved(), stock.shipped()));
    }

}
