package com.example.shop.order.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.example.shop.order.model.Catalogue;
import com.example.shop.order.model.PriceList;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Sku;

import org.springframework.stereotype.Service;

/// Prices from the copy of the catalogue; what it has never heard of, inventory is asked for and the copy remembers.
@Service
class PricesFromCatalogue implements PriceList {

    /// Older than any event, whichever comes first.
    private static final long NO_VERSION = 0;

    private final Catalogue catalogue;

    private final Inventory inventory;

    PricesFromCatalogue(Catalogue catalogue, Inventory inventory) {
        this.catalogue = catalogue;
        this.inventory = inventory;
    }

    @Override
    public Map<Sku, Product> find(Set<Sku> skus) {
        Map<Sku, Product> known = this.catalogue.find(skus);
        Set<Sku> unheardOf = new HashSet<>(skus);
        unheardOf.removeAll(known.keySet());
        if (unheardOf.isEmpty()) {
            return known;
        }
        Map<Sku, Product> asked = this.inventory.ask(unheardOf);
        asked.values().forEach((product) -> this.catalogue.keep(product, NO_VERSION));
        Map<Sku, Product> all = new HashMap<>(known);
        all.putAll(asked);
        return all;
    }

}
