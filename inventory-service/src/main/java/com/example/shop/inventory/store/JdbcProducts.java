package com.example.shop.inventory.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import com.example.shop.common.outbox.Outbox;
import com.example.shop.inventory.model.InventoryEvent;
import com.example.shop.inventory.model.Money;
import com.example.shop.inventory.model.Product;
import com.example.shop.inventory.model.ProductName;
import com.example.shop.inventory.model.Products;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.model.StockItem;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcProducts implements Products {

    private final JdbcClient jdbc;

    private final StockLedger ledger;

    private final Outbox outbox;

    JdbcProducts(JdbcClient jdbc, StockLedger ledger, Outbox outbox) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    @Override
    public boolean isEmpty() {
        return this.jdbc.sql("select not exists (select from product)").query(Boolean.class).single();
    }

    /// If two transactions add the same sku, the second waits for the first and then adds
    /// nothing.
    @Override
    public boolean add(Product product, StockItem stock) {
        int added = this.jdbc.sql("""
                insert into product (sku, name, unit_price, currency, version)
                values (:sku, :name, :unitPrice, :currency, :version)
                on conflict (sku) do nothing
                """)
            .param("sku", product.sku().value())
            .param("name", product.name().value())
            .param("unitPrice", product.price().amount())
            .param("currency", product.price().currency().getCurrencyCode())
            .param("version", product.version())
            .update();
        if (added == 0) {
            return false;
        }
        this.jdbc.sql("insert into stock_item (sku) values (?)").param(product.sku().value()).update();
        this.ledger.post(stock.takeMovements());
        append(product.takeEvents());
        return true;
    }

    @Override
    public Optional<Product> find(Sku sku) {
        return this.jdbc.sql("""
                select sku, name, unit_price, currency, version
                from product
                where sku = ?
                """).param(sku.value()).query(JdbcProducts::product).optional();
    }

    /// Does not lock the key of the row, so that a price change does not block
    /// reservations, which refer to it.
    @Override
    public Optional<Product> lock(Sku sku) {
        return this.jdbc.sql("""
                select sku, name, unit_price, currency, version
                from product
                where sku = ?
                for no key update
                """).param(sku.value()).query(JdbcProducts::product).optional();
    }

    @Override
    public void save(Product product) {
        this.jdbc.sql("""
                update product
                set unit_price = :unitPrice, currency = :currency, version = :version
                where sku = :sku
                """)
            .param("sku", product.sku().value())
            .param("unitPrice", product.price().amount())
            .param("currency", product.price().currency().getCurrencyCode())
            .param("version", product.version())
            .update();
        append(product.takeEvents());
    }

    private void append(List<InventoryEvent> events) {
        events.stream().map(InventoryContracts::contractOf).forEach(this.outbox::append);
    }

    private static Product product(ResultSet row, int rowNumber) throws SQLException {
        return Product.restore(new Sku(row.getString("sku")), new ProductName(row.getString("name")),
                new Money(row.getBigDecimal("unit_price"), Currency.getInstance(row.getString("currency"))),
                row.getLong("version"));
    }

}
