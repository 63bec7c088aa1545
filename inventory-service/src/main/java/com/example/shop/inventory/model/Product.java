package com.example.shop.inventory.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A product with its name and price. Its stock is a {@link StockItem}.
public final class Product {

    private final Sku sku;

    private final ProductName name;

    private Money price;

    private long version;

    private final List<InventoryEvent> events = new ArrayList<>();

    private Product(Sku sku, ProductName name, Money price, long version) {
        this.sku = sku;
        this.name = name;
        this.price = price;
        this.version = version;
    }

    public static Product register(Sku sku, ProductName name, Money price, Instant now) {
        Product product = new Product(sku, name, price, 0);
        product.remember(now);
        return product;
    }

    /// Rebuilds a product from its saved values.
    public static Product restore(Sku sku, ProductName name, Money price, long version) {
        return new Product(sku, name, price, version);
    }

    /// An unchanged price makes no event.
    public void changePrice(Money newPrice, Instant now) {
        if (newPrice.equals(this.price)) {
            return;
        }
        this.price = newPrice;
        remember(now);
    }

    private void remember(Instant now) {
        this.version++;
        this.events.add(new InventoryEvent.ProductChanged(this.sku, this.version, now, this.name, this.price));
    }

    /// Returns the events since the product was loaded, and clears them.
    public List<InventoryEvent> takeEvents() {
        List<InventoryEvent> taken = List.copyOf(this.events);
        this.events.clear();
        return taken;
    }

    public Sku sku() {
        return this.sku;
    }

    public ProductName name() {
        return this.name;
    }

    public Money price() {
        return this.price;
    }

    public long version() {
        return this.version;
    }

}
