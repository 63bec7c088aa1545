package com.example.shop.order.store;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.example.shop.order.model.Catalogue;
import com.example.shop.order.model.Money;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Sku;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The copy of inventory's products in PostgreSQL.
@Repository
class JdbcCatalogue implements Catalogue {

    private final JdbcClient jdbc;

    JdbcCatalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Sku, Product> find(Set<Sku> skus) {
        return this.jdbc.sql("""
                select sku, name, unit_price, currency
                from product
                where sku = any (:skus)
                """)
            .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
            .query((row, _) -> new Product(new Sku(row.getString("sku")), row.getString("name"),
                    Money.of(row.getObject("unit_price", BigDecimal.class), row.getString("currency"))))
            .list()
            .stream()
            .collect(Collectors.toMap(Product::sku, Function.identity()));
    }

    /// One statement compares the versions, so that concurrent writers need no other
    /// lock.
    @Override
    public boolean save(Product product, long version) {
        return this.jdbc.sql("""
                insert into product (sku, name, unit_price, currency, version)
                values (:sku, :name, :price, :currency, :version)
                on conflict (sku) do update
                set name = excluded.name, unit_price = excluded.unit_price, currency = excluded.currency,
                    version = excluded.version
                where product.version < excluded.version
                """)
            .param("sku", product.sku().value())
            .param("name", product.name())
            .param("price", product.unitPrice().amount())
            .param("currency", product.unitPrice().currency().getCurrencyCode())
            .param("version", version)
            .update() > 0;
    }

}
