package com.example.shop.inventory.model;

import java.util.Optional;

/// All products. Saving a product also appends its events to the outbox.
public interface Products {

    boolean isEmpty();

    /// Adds a product with its first stock; returns false and changes nothing if the sku
    /// exists.
    boolean add(Product product, StockItem stock);

    Optional<Product> find(Sku sku);

    /// Reads a product and locks it until the transaction ends.
    Optional<Product> lock(Sku sku);

    void save(Product product);

}
