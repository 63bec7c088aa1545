package com.example.shop.inventory.assortment;

import java.time.Clock;
import java.util.Optional;

import com.example.shop.inventory.model.Money;
import com.example.shop.inventory.model.Product;
import com.example.shop.inventory.model.Products;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.model.StockItems;
import com.example.shop.inventory.view.ProductView;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class ChangePrice {

    private final Products products;

    private final StockItems stockItems;

    private final Clock clock;

    ChangePrice(Products products, StockItems stockItems, Clock clock) {
        this.products = products;
        this.stockItems = stockItems;
        this.clock = clock;
    }

    /// Empty if there is no such product. Orders keep the price at which they were
    /// placed.
    @Transactional
    Optional<ProductView> change(Sku sku, Money price) {
        Optional<Product> found = this.products.lock(sku);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Product product = found.get();
        product.changePrice(price, this.clock.instant());
        this.products.save(product);
        return this.stockItems.find(sku).map((stock) -> ProductView.of(product, stock));
    }

}
