package com.example.shop.inventory.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.model.Stock;
import com.example.shop.inventory.model.StockItem;
import com.example.shop.inventory.model.StockItems;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcStockItems implements StockItems {

    private final JdbcClient jdbc;

    private final StockLedger ledger;

    JdbcStockItems(JdbcClient jdbc, StockLedger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    @Override
    public Optional<StockItem> find(Sku sku) {
        return this.jdbc.sql("""
                select sku, on_hand, reserved, shipped
                from stock_item
                where sku = ?
                """).param(sku.value()).query(JdbcStockItems::item).optional();
    }

    @Override
    public Optional<StockItem> lock(Sku sku) {
        return lockAll(List.of(sku)).stream().findFirst();
    }

    @Override
    public Stock lock(Collection<Sku> skus) {
        return new Stock(skus.isEmpty() ? List.of() : lockAll(skus));
    }

    private List<StockItem> lockAll(Collection<Sku> skus) {
        return this.jdbc.sql("""
                select sku, on_hand, reserved, shipped
                from stock_item
                where sku = any (?)
                order by sku
                for update
                """).param(skus.stream().map(Sku::value).toArray(String[]::new)).query(JdbcStockItems::item).list();
    }

    @Override
    public void save(StockItem item) {
        this.ledger.post(item.takeMovements());
    }

    private static StockItem item(ResultSet row, int rowNumber) throws SQLException {
        return StockItem.restore(new Sku(row.getString("sku")), row.getLong("on_hand"), row.getLong("reserved"),
                row.getLong("shipped"));
    }

}
