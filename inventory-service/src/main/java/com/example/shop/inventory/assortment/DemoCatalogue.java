package com.example.shop.inventory.assortment;

import java.util.List;

import com.example.shop.inventory.model.Money;
import com.example.shop.inventory.model.ProductName;
import com.example.shop.inventory.model.Products;
import com.example.shop.inventory.model.Sku;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Adds demo products to an empty database if `inventory.demo-catalogue` is true.
@Component
@ConditionalOnBooleanProperty("inventory.demo-catalogue")
class DemoCatalogue implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(DemoCatalogue.class);

    /// In the order of their skus, so that two instances that start at once do not
    /// deadlock: the second waits at the first product and then adds nothing.
    static final List<NewProduct> PRODUCTS = List.of(product("BISCUIT-001", "Shortbread fingers, 200 g", "4.20", 400),
            product("BISCUIT-002", "Oat biscuits with ginger, 250 g", "3.90", 350),
            product("COFFEE-001", "House espresso, whole beans, 500 g", "11.90", 250),
            product("COFFEE-002", "Filter roast from Sidamo, whole beans, 250 g", "9.80", 180),
            product("COFFEE-003", "Decaf from Chiapas, ground, 250 g", "8.90", 90),
            product("CUP-001", "Stoneware mug, blue, 300 ml", "12.50", 120),
            product("CUP-002", "Porcelain cup with saucer, 180 ml", "18.00", 60),
            product("FILTER-001", "Paper filters, size 4, pack of 100", "3.40", 1000),
            product("GRINDER-001", "Hand grinder with steel burrs", "74.00", 15),
            product("HONEY-001", "Linden honey, 500 g", "8.40", 140),
            product("JAM-001", "Apricot jam, 340 g", "5.60", 220),
            product("KETTLE-001", "Gooseneck kettle, 0.9 l", "59.90", 25),
            product("POT-001", "Cast iron teapot, 1.2 l", "64.00", 3),
            product("SCALE-001", "Kitchen scale, to 0.1 g", "34.50", 40),
            product("SUGAR-001", "Brown rock sugar, 500 g", "4.80", 300),
            product("TEA-001", "Assam second flush, loose, 250 g", "12.50", 500),
            product("TEA-002", "Darjeeling first flush, loose, 100 g", "14.90", 150),
            product("TEA-003", "Sencha, loose, 100 g", "10.40", 200),
            product("TEA-004", "Rooibos with orange peel, 200 g", "7.20", 260),
            product("TEA-005", "Da Hong Pao, rock oolong, 50 g", "48.00", 1));

    private final Products products;

    private final RegisterProduct registerProduct;

    private final List<NewProduct> catalogue;

    @Autowired
    DemoCatalogue(Products products, RegisterProduct registerProduct) {
        this(products, registerProduct, PRODUCTS);
    }

    DemoCatalogue(Products products, RegisterProduct registerProduct, List<NewProduct> catalogue) {
        this.products = products;
        this.registerProduct = registerProduct;
        this.catalogue = catalogue;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        if (!this.products.isEmpty()) {
            return;
        }
        long added = this.catalogue.stream()
            .filter((product) -> this.registerProduct.register(product).isPresent())
            .count();
        log.info("Demo catalogue: {} products added to an empty database", added);
    }

    private static NewProduct product(String sku, String name, String euros, int onHand) {
        return new NewProduct(new Sku(sku), new ProductName(name), Money.of(euros, "EUR"), onHand);
    }

}
