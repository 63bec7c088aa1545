package com.example.shop.inventory.assortment;

import java.time.Clock;
import java.util.Optional;

import com.example.shop.inventory.model.Product;
import com.example.shop.inventory.model.Products;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.StockItem;
import com.example.shop.inventory.view.ProductView;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class RegisterProduct {

    private final Products products;

    private final Clock clock;

    RegisterProduct(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /// Adds a product with its first stock; empty if the sku exists.
    @Transactional
    Optional<ProductView> register(NewProduct newProduct) {
        Product product = Product.register(newProduct.sku(), newProduct.name(), newProduct.price(),
                this.clock.instant());
        StockItem stock = StockItem.none(newProduct.sku());
        if (newProduct.onHand() > 0) {
            stock.receive(new Quantity(newProduct.onHand()));
        }
        return this.products.add(product, stock) ? Optional.of(ProductView.of(product, stock)) : Optional.empty();
    }

}
