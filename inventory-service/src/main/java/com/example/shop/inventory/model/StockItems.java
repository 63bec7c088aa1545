package com.example.shop.inventory.model;

import java.util.Collection;
import java.util.Optional;

/// The stock of all products. Saving also writes the ledger.
public interface StockItems {

    Optional<StockItem> find(Sku sku);

    /// Reads the stock of a product and locks it until the transaction ends.
    Optional<StockItem> lock(Sku sku);

    /// Reads the stock of the known products and locks it until the transaction ends.
    /// Lock several products with one call: they are locked in the order of their skus,
    /// so that two orders never deadlock.
    Stock lock(Collection<Sku> skus);

    void save(StockItem item);

}
