package com.example.shop.order.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.example.shop.order.model.Catalogue;
import com.example.shop.order.model.PriceList;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Sku;

import org.springframework.stereotype.Component;

/// Prices from the copy of the catalogue. A product that is not in the copy is fetched from inventory and added to it.
@Component
class PricesFromCatalogue implements PriceList {

    /// Older than the version of any event.
    private static final long NO_VERSION = 0;

    private final Catalogue catalogue;

    private final Inventory inventory;

    PricesFromCatalogue(Catalogue catalogue, Inventory inventory) {
        this.catalogue = catalogue;
        this.inventory = inventory;
    }

    @Override
    public Map<Sku, Product> find(Set<Sku> skus) {
        Map<Sku, Product> products = new HashMap<>(this.catalogue.find(skus));
        Set<Sku> unknown = new HashSet<>(skus);
        unknown.removeAll(products.keySet());
        if (!unknown.isEmpty()) {
            Map<Sku, Product> fromInventory = this.inventory.find(unknown);
            fromInventory.values().forEach((product) -> this.catalogue.save(product, NO_VERSION));
            products.putAll(fromInventory);
        }
        return products;
    }

}
