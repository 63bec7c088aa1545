package com.example.shop.order.lookup;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import com.example.shop.order.model.Money;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderStatus;
import com.example.shop.order.model.Quantity;
import com.example.shop.order.view.MoneyView;
import com.example.shop.order.view.OrderView;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The queries behind `GET /api/orders`.
@Repository
class OrderLookup {

    private final JdbcClient jdbc;

    OrderLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<OrderView> find(OrderId id) {
        return views(this.jdbc.sql("""
                select id, customer_id, status, reason, currency, total, placed_at
                from orders
                where id = :id
                """).param("id", id.value()).query((row, _) -> Head.of(row)).list()).stream().findFirst();
    }

    /// Finds orders, newest first.
    /// @param customer whose orders to list; null for those of all customers
    /// @param after the last order of the previous page; null for the first page
    List<OrderView> list(@Nullable String customer, @Nullable OrderStatus status, @Nullable UUID after, int limit) {
        // Only the conditions that apply, so that each combination has a plan that uses
        // its
        // index.
        List<String> conditions = new ArrayList<>();
        if (customer != null) {
            conditions.add("customer_id = :customer");
        }
        if (status != null) {
            conditions.add("status = :status");
        }
        if (after != null) {
            conditions.add("id < :after");
        }
        return views(this.jdbc.sql("""
                select id, customer_id, status, reason, currency, total, placed_at
                from orders
                %s
                order by id desc
                limit :limit
                """.formatted(conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions)))
            .param("customer", customer)
            .param("status", (status != null) ? status.name() : null)
            .param("after", after)
            .param("limit", limit)
            .query((row, _) -> Head.of(row))
            .list());
    }

    List<HistoryEntry> history(OrderId id) {
        return this.jdbc.sql("""
                select status, changed_at, reason
                from order_history
                where order_id = :id
                order by version
                """)
            .param("id", id.value())
            .query((row, _) -> new HistoryEntry(OrderStatus.valueOf(row.getString("status")),
                    instant(row, "changed_at"), row.getString("reason")))
            .list();
    }

    /// One query for the lines of all orders, not one query per order.
    private List<OrderView> views(List<Head> heads) {
        Map<UUID, List<Line>> lines = this.jdbc.sql("""
                select order_id, sku, name, unit_price, quantity
                from order_line
                where order_id = any (:ids)
                order by order_id, position
                """)
            .param("ids", heads.stream().map(Head::id).toArray(UUID[]::new))
            .query((row, _) -> Line.of(row))
            .list()
            .stream()
            .collect(Collectors.groupingBy(Line::orderId));
        return heads.stream().map((head) -> head.view(lines.getOrDefault(head.id(), List.of()))).toList();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private record Head(UUID id, String customerId, OrderStatus status, @Nullable String reason, String currency,
            BigDecimal total, Instant placedAt) {

        static Head of(ResultSet row) throws SQLException {
            return new Head(row.getObject("id", UUID.class), row.getString("customer_id"),
                    OrderStatus.valueOf(row.getString("status")), row.getString("reason"), row.getString("currency"),
                    row.getBigDecimal("total"), instant(row, "placed_at"));
        }

        OrderView view(List<Line> lines) {
            return new OrderView(this.id, this.customerId, this.status,
                    lines.stream().map((line) -> line.view(this.currency)).toList(),
                    MoneyView.of(Money.of(this.total, this.currency)), this.placedAt, this.reason);
        }

    }

    private record Line(UUID orderId, String sku, String name, BigDecimal unitPrice, int quantity) {

        static Line of(ResultSet row) throws SQLException {
            return new Line(row.getObject("order_id", UUID.class), row.getString("sku"), row.getString("name"),
                    row.getBigDecimal("unit_price"), row.getInt("quantity"));
        }

        OrderView.Line view(String currency) {
            Money price = Money.of(this.unitPrice, currency);
            return new OrderView.Line(this.sku, this.name, this.quantity, MoneyView.of(price),
                    MoneyView.of(price.times(new Quantity(this.quantity))));
        }

    }

}
