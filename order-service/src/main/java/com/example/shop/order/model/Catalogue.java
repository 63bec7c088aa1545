package com.example.shop.order.model;

import java.util.Map;
import java.util.Set;

/// The local copy of inventory's products.
public interface Catalogue {

    /// Finds those of these products that the copy holds.
    Map<Sku, Product> find(Set<Sku> skus);

    /// Keeps a product unless the copy knows this version of it or a newer one.
    /// @param version inventory's count of the product's events; 0 for what was learnt
    /// otherwise, so that any event is newer
    /// @return whether the copy changed
    boolean keep(Product product, long version);

}
