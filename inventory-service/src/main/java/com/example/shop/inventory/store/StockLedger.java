package com.example.shop.inventory.store;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import com.example.shop.common.outbox.Outbox;
import com.example.shop.inventory.model.StockMovement;
import com.example.shop.inventory.model.StockMovement.Cause;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Moves stock and writes down why, always both.
@Component
class StockLedger {

    private final JdbcTemplate jdbc;

    private final Outbox outbox;

    StockLedger(JdbcTemplate jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// The conditions repeat what the model has checked on the locked rows: should a
    /// movement ever come here unchecked, it fails and takes its transaction with it.
    void post(List<StockMovement> movements) {
        if (movements.isEmpty()) {
            return;
        }
        int[] moved = this.jdbc.batchUpdate("""
                update stock_item
                set on_hand = on_hand + ?, reserved = reserved + ?, shipped = shipped + ?
                where sku = ? and on_hand + ? >= 0 and reserved + ? >= 0
                """, movements.stream().map(StockLedger::change).toList());
        if (Arrays.stream(moved).anyMatch((rows) -> rows != 1)) {
            throw new IllegalStateException("stock does not allow " + movements);
        }
        this.outbox.runWithCommit("""
                insert into stock_movement (sku, kind, quantity, order_id)
                select sku, kind, quantity, order_id
                from unnest(?, ?, ?, ?::uuid[]) as movement (sku, kind, quantity, order_id)
                """, movements.stream().map((movement) -> movement.sku().value()).toArray(String[]::new),
                movements.stream().map((movement) -> movement.kind().name()).toArray(String[]::new),
                movements.stream().map((movement) -> movement.quantity().value()).toArray(Integer[]::new),
                movements.stream().map((movement) -> orderOf(movement.cause())).toArray(UUID[]::new));
    }

    private static Object[] change(StockMovement movement) {
        return new Object[] { movement.onHandChange(), movement.reservedChange(), movement.shippedChange(),
                movement.sku().value(), movement.onHandChange(), movement.reservedChange() };
    }

    private static @Nullable UUID orderOf(Cause cause) {
        return switch (cause) {
            case Cause.Order(var orderId) -> orderId.value();
            case Cause.Warehouse() -> null;
        };
    }

}
