package com.example.shop.inventory.model;

import java.util.Collection;
import java.util.Optional;

/// The stock of all products. Saving writes the ledger too.
public interface StockItems {

    Optional<StockItem> find(Sku sku);

    /// Finds the stock of a product and keeps others from changing it until the
    /// transaction ends.
    Optional<StockItem> lock(Sku sku);

    /// Finds the stock of the products that are known and keeps others from changing it
    /// until the transaction ends. Whoever locks several asks for all of them at once:
    /// they are locked in the order of their skus, so that two orders never wait for each
    /// other.
    Stock lock(Collection<Sku> skus);

    void save(StockItem item);

}
