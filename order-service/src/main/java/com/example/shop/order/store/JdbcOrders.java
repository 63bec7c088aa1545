package com.example.shop.order.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import com.example.shop.common.outbox.Outbox;
import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.Money;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderEvent;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderLine;
import com.example.shop.order.model.OrderStatus;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.OverdueOrder;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Quantity;
import com.example.shop.order.model.Sku;
import com.example.shop.order.model.StatusChange;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Orders in PostgreSQL. Writes an order, its history and its events in the caller's transaction.
@Repository
class JdbcOrders implements Orders {

    private static final UUID BEFORE_ALL_IDS = new UUID(0, 0);

    private final JdbcClient jdbc;

    private final Outbox outbox;

    private final OrderMetrics metrics;

    JdbcOrders(JdbcClient jdbc, Outbox outbox, OrderMetrics metrics) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Order order) {
        this.jdbc.sql("""
                insert into orders (id, customer_id, status, reason, currency, total, placed_at, reply_due_at, version)
                values (:id, :customer, :status, :reason, :currency, :total, :placedAt, :replyDueAt, :version)
                """)
            .param("id", order.id().value())
            .param("customer", order.customer().value())
            .param("status", order.status().name())
            .param("reason", order.reason().orElse(null), Types.VARCHAR)
            .param("currency", order.total().currency().getCurrencyCode())
            .param("total", order.total().amount())
            .param("placedAt", timestamp(order.placedAt()))
            .param("replyDueAt", order.replyDueAt().map(JdbcOrders::timestamp).orElse(null),
                    Types.TIMESTAMP_WITH_TIMEZONE)
            .param("version", order.version())
            .update();
        List<OrderLine> lines = order.lines();
        this.jdbc.sql("""
                insert into order_line (order_id, position, sku, name, unit_price, quantity)
                select :order, position, sku, name, unit_price::numeric, quantity
                from unnest(:skus, :names, :unitPrices, :quantities)
                    with ordinality as line (sku, name, unit_price, quantity, position)
                """)
            .param("order", order.id().value())
            .param("skus", texts(lines, (line) -> line.sku().value()))
            .param("names", texts(lines, (line) -> line.product().name()))
            .param("unitPrices", texts(lines, (line) -> line.product().unitPrice().amount().toPlainString()))
            .param("quantities", lines.stream().map((line) -> line.quantity().value()).toArray(Integer[]::new))
            .update();
        addHistory(order.id(), order.takeStatusChanges());
        append(order.takeEvents());
    }

    @Override
    public Map<OrderId, Order> find(Collection<OrderId> ids) {
        return this.jdbc.sql("""
                select id, customer_id, status, reason, currency, placed_at, reply_due_at, version,
                       sku, name, unit_price, quantity
                from orders join order_line on order_id = id
                where id = any (?)
                order by id, position
                """)
            .param(ids.stream().map(OrderId::value).toArray(UUID[]::new))
            .query((ResultSetExtractor<Map<OrderId, Order>>) JdbcOrders::orders);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void save(Order order) {
        List<OrderEvent> events = order.takeEvents();
        if (events.isEmpty()) {
            return;
        }
        int updated = this.jdbc.sql("""
                update orders
                set status = :status, reason = :reason, reply_due_at = :replyDueAt, version = :version
                where id = :id and version = :found
                """)
            .param("status", order.status().name())
            .param("reason", order.reason().orElse(null), Types.VARCHAR)
            .param("replyDueAt", order.replyDueAt().map(JdbcOrders::timestamp).orElse(null),
                    Types.TIMESTAMP_WITH_TIMEZONE)
            .param("version", order.version())
            .param("id", order.id().value())
            .param("found", order.version() - events.size())
            .update();
        if (updated == 0) {
            throw new OptimisticLockingFailureException("Order " + order.id() + " was changed by another transaction");
        }
        addHistory(order.id(), order.takeStatusChanges());
        append(events);
    }

    private void addHistory(OrderId order, List<StatusChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        this.jdbc.sql("""
                insert into order_history (order_id, version, status, changed_at, reason)
                select :order, version, status, changed_at::timestamptz, reason
                from unnest(:versions, :statuses, :times, :reasons) as change (version, status, changed_at, reason)
                """)
            .param("order", order.value())
            .param("versions", changes.stream().map(StatusChange::version).toArray(Long[]::new))
            .param("statuses", texts(changes, (change) -> change.status().name()))
            .param("times", texts(changes, (change) -> change.at().toString()))
            .param("reasons", texts(changes, StatusChange::reason))
            .update();
        changes.forEach((change) -> this.metrics.countAfterCommit(change.status()));
    }

    /// Call this after writing the order's row: that locks the row, so the events are
    /// sent
    /// in the order of their versions.
    private void append(List<OrderEvent> events) {
        events.stream().map(OrderContracts::contractOf).forEach(this.outbox::append);
    }

    @Override
    public List<OverdueOrder> overdue(Instant now, Optional<OverdueOrder> after, int limit) {
        return this.jdbc.sql("""
                select id, reply_due_at
                from orders
                where reply_due_at <= :now and (reply_due_at, id) > (:afterDueAt, :afterId)
                order by reply_due_at, id
                limit :limit
                """)
            .param("now", timestamp(now))
            .param("afterDueAt", timestamp(after.map(OverdueOrder::dueAt).orElse(Instant.EPOCH)))
            .param("afterId", after.map((order) -> order.id().value()).orElse(BEFORE_ALL_IDS))
            .param("limit", limit)
            .query((row, _) -> new OverdueOrder(new OrderId(row.getObject("id", UUID.class)),
                    instant(row, "reply_due_at")))
            .list();
    }

    @Override
    public Optional<Instant> nextDue() {
        return this.jdbc.sql("""
                select reply_due_at
                from orders
                where reply_due_at is not null
                order by reply_due_at
                limit 1
                """).query((row, _) -> instant(row, "reply_due_at")).optional();
    }

    /// Reads one row per line; each repeats the order.
    private static Map<OrderId, Order> orders(ResultSet rows) throws SQLException {
        Map<OrderId, Order> found = new HashMap<>();
        boolean more = rows.next();
        while (more) {
            UUID id = rows.getObject("id", UUID.class);
            CustomerId customer = new CustomerId(rows.getString("customer_id"));
            Instant placedAt = instant(rows, "placed_at");
            OrderStatus status = OrderStatus.valueOf(rows.getString("status"));
            String reason = rows.getString("reason");
            Instant replyDueAt = (rows.getObject("reply_due_at") != null) ? instant(rows, "reply_due_at") : null;
            long version = rows.getLong("version");
            Currency currency = Currency.getInstance(rows.getString("currency"));
            List<OrderLine> lines = new ArrayList<>();
            do {
                lines.add(new OrderLine(
                        new Product(new Sku(rows.getString("sku")), rows.getString("name"),
                                new Money(rows.getObject("unit_price", BigDecimal.class), currency)),
                        new Quantity(rows.getInt("quantity"))));
                more = rows.next();
            }
            while (more && id.equals(rows.getObject("id", UUID.class)));
            OrderId orderId = new OrderId(id);
            found.put(orderId, Order.restore(orderId, customer, lines, placedAt, status, reason, replyDueAt, version));
        }
        return found;
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

}
