package com.example.shop.order.model;

import java.util.Map;
import java.util.Set;

/// The local copy of inventory's products.
public interface Catalogue {

    /// Finds those of these products that are in the copy.
    Map<Sku, Product> find(Set<Sku> skus);

    /// Saves a product unless the copy has this version of it or a newer one.
    /// @param version the version of inventory's event; 0 for a product that was fetched
    /// over HTTP, so that any event is newer
    /// @return whether the copy changed
    boolean save(Product product, long version);

}
