package com.example.shop.inventory.lookup;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.view.MoneyView;
import com.example.shop.inventory.view.ProductView;
import com.example.shop.inventory.view.StockView;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The queries behind `GET /api/products`.
@Repository
class ProductViews {

    private final JdbcClient jdbc;

    ProductViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Products in the order of their skus, after the given position.
    List<ProductView> after(Optional<Sku> position, int limit) {
        return this.jdbc.sql("""
                select sku, name, unit_price, currency, on_hand, reserved, shipped
                from product join stock_item using (sku)
                where sku > ?
                order by sku
                limit ?
                """).param(position.map(Sku::value).orElse("")).param(limit).query(ProductViews::view).list();
    }

    Optional<ProductView> find(Sku sku) {
        return this.jdbc.sql("""
                select sku, name, unit_price, currency, on_hand, reserved, shipped
                from product join stock_item using (sku)
                where sku = ?
                """).param(sku.value()).query(ProductViews::view).optional();
    }

    private static ProductView view(ResultSet row, int rowNumber) throws SQLException {
        BigDecimal unitPrice = row.getBigDecimal("unit_price");
        return new ProductView(row.getString("sku"), row.getString("name"),
                new MoneyView(unitPrice.toPlainString(), row.getString("currency")),
                new StockView(row.getLong("on_hand"), row.getLong("reserved"), row.getLong("shipped")));
    }

}
