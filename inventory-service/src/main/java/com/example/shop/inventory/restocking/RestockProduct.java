package com.example.shop.inventory.restocking;

import java.util.Optional;

import com.example.shop.inventory.model.Product;
import com.example.shop.inventory.model.Products;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.model.StockItem;
import com.example.shop.inventory.model.StockItems;
import com.example.shop.inventory.view.ProductView;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class RestockProduct {

    private final Products products;

    private final StockItems stockItems;

    RestockProduct(Products products, StockItems stockItems) {
        this.products = products;
        this.stockItems = stockItems;
    }

    /// @return the changed product; empty if there is no such product
    @Transactional
    Optional<ProductView> restock(Sku sku, Quantity quantity) {
        Optional<Product> product = this.products.find(sku);
        Optional<StockItem> stock = this.stockItems.lock(sku);
        if (product.isEmpty() || stock.isEmpty()) {
            return Optional.empty();
        }
        stock.get().restock(quantity);
        this.stockItems.save(stock.get());
        return Optional.of(ProductView.of(product.get(), stock.get()));
    }

}
