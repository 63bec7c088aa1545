package com.example.shop.inventory.model;

import java.util.Optional;

/// All products. Saving one also tells the others what happened to it.
public interface Products {

    boolean isEmpty();

    /// Adds a product with its first stock; false, and nothing done, if the sku is taken.
    boolean add(Product product, StockItem stock);

    Optional<Product> find(Sku sku);

    /// Finds a product and keeps others from changing it until the transaction ends.
    Optional<Product> lock(Sku sku);

    void save(Product product);

}
