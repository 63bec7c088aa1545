package com.example.shop.order.catalogue;

import com.example.shop.common.contracts.inventory.v1.ProductChanged;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.order.model.Catalogue;
import com.example.shop.order.model.Money;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Sku;

import org.springframework.stereotype.Component;

/// Updates the copy; an older version that arrives late changes nothing.
@Component
class UpdateCatalogueWhenProductChanged implements EventHandler<ProductChanged> {

    private final Catalogue catalogue;

    UpdateCatalogueWhenProductChanged(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void handle(ProductChanged event) {
        Product product = new Product(new Sku(event.sku()), event.name(),
                Money.of(event.unitPrice(), event.currency()));
        this.catalogue.save(product, event.version());
    }

}
