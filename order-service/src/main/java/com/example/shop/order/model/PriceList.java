package com.example.shop.order.model;

import java.util.Map;
import java.util.Set;

/// The current prices of products.
public interface PriceList {

    /// Finds these products; the result lacks those that do not exist. May call another
    /// service, so do not use it in a transaction.
    Map<Sku, Product> find(Set<Sku> skus);

}
