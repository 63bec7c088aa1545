package com.example.shop.order.model;

import java.util.Map;
import java.util.Set;

/// What products cost now.
public interface PriceList {

    /// Finds these products; one that does not exist is missing in the result. May call
    /// another service, so it must not be used inside a transaction.
    Map<Sku, Product> find(Set<Sku> skus);

}
