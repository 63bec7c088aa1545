package com.example.shop.inventory.model;

import java.util.Optional;

/// All products. To save a product is to publish its events.
public interface Products {

    boolean isEmpty();

    /// Adds a product with its first stock; false, and nothing done, if the sku is taken.
    boolean add(Product product, StockItem stock);

    Optional<Product> find(Sku sku);

    /// Finds a product and keeps others from changing it until the transaction ends.
    Optional<Product> lock(Sku sku);

    void save(Product product);

}
