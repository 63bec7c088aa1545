package com.example.shop.inventory.assortment;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.example.shop.common.contracts.Event;
import com.example.shop.inventory.InventoryServiceTestBase;
import com.example.shop.inventory.model.Money;
import com.example.shop.inventory.model.Product;
import com.example.shop.inventory.model.ProductName;
import com.example.shop.inventory.model.Products;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.model.StockItem;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;

import static org.assertj.core.api.Assertions.assertThat;

/// These tests start on an empty database with `inventory.demo-catalogue` on.
class DemoCatalogueIT extends InventoryServiceTestBase {

    @Autowired
    RegisterProduct registerProduct;

    @Autowired
    Products products;

    @Test
    void an_empty_database_gets_the_demo_products_and_their_events() {
        List<String> skus = DemoCatalogue.PRODUCTS.stream().map((product) -> product.sku().value()).toList();

        assertThat(skus).hasSizeBetween(18, 25).contains("TEA-001").isSorted().doesNotHaveDuplicates();
        assertThat(skus).allMatch((sku) -> this.anybody.get("/api/products/" + sku).status() == 200);
        assertThat(skus).allSatisfy(
                (sku) -> assertThat(ORDER_SERVICE.eventsOf(sku, 1)).extracting(Event::version).containsExactly(1L));
    }

    @Test
    void a_database_with_products_is_not_changed() {
        NewProduct product = newProduct(newSku());

        run(new DemoCatalogue(this.products, this.registerProduct, List.of(product)));

        assertThat(this.products.find(product.sku())).isEmpty();
    }

    /// Two instances that start at once both find the database empty.
    @Test
    void two_instances_at_once_add_each_product_once() throws Exception {
        List<NewProduct> catalogue = IntStream.range(0, 50).mapToObj((_) -> newProduct(newSku())).toList();
        DemoCatalogue demo = new DemoCatalogue(new FoundEmpty(this.products), this.registerProduct, catalogue);
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Void> instance = () -> {
            start.await();
            run(demo);
            return null;
        };

        try (ExecutorService instances = Executors.newFixedThreadPool(2)) {
            for (Future<Void> done : instances.invokeAll(List.of(instance, instance))) {
                done.get();
            }
        }

        assertThat(catalogue).allSatisfy((product) -> {
            assertThat(stockOf(product.sku().value())).containsExactly(7L, 0L, 0L);
            assertThat(ORDER_SERVICE.eventsOf(product.sku(), 1)).hasSize(1);
        });
    }

    /// In one transaction, as the proxy of the bean would.
    private void run(DemoCatalogue demo) {
        this.transactions.executeWithoutResult((_) -> demo.run(new DefaultApplicationArguments()));
    }

    private static NewProduct newProduct(String sku) {
        return new NewProduct(new Sku(sku), new ProductName("A demo product"), Money.of("1.00", "EUR"), 7);
    }

    private record FoundEmpty(Products products) implements Products {

        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public boolean add(Product product, StockItem stock) {
            return this.products.add(product, stock);
        }

        @Override
        public Optional<Product> find(Sku sku) {
            return this.products.find(sku);
        }

        @Override
        public Optional<Product> lock(Sku sku) {
            return this.products.lock(sku);
        }

        @Override
        public void save(Product product) {
            this.products.save(product);
        }

    }

}
