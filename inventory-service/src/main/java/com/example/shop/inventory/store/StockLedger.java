package com.example.shop.inventory.store;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import com.example.shop.inventory.model.StockMovement;
import com.example.shop.inventory.model.StockMovement.Cause;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Changes the stock and writes the movements with their reasons.
@Component
class StockLedger {

    private final JdbcClient jdbc;

    StockLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The model has checked the movements on the locked rows. If one were wrong
    /// nevertheless, a check of the table would roll the transaction back.
    void post(List<StockMovement> movements) {
        if (movements.isEmpty()) {
            return;
        }
        this.jdbc.sql("""
                with movement as (
                    select *
                    from unnest(:skus, :kinds, :quantities, :orders::uuid[], :onHand, :reserved, :shipped)
                        as movement (sku, kind, quantity, order_id, on_hand, reserved, shipped)
                ), posted as (
                    insert into stock_movement (sku, kind, quantity, order_id)
                    select sku, kind, quantity, order_id
                    from movement
                )
                update stock_item
                set on_hand = stock_item.on_hand + change.on_hand, reserved = stock_item.reserved + change.reserved,
                    shipped = stock_item.shipped + change.shipped
                from (
                    select sku, sum(on_hand) as on_hand, sum(reserved) as reserved, sum(shipped) as shipped
                    from movement
                    group by sku
                ) as change
                where stock_item.sku = change.sku
                """)
            .param("skus", texts(movements, (movement) -> movement.sku().value()))
            .param("kinds", texts(movements, (movement) -> movement.kind().name()))
            .param("quantities", numbers(movements, (movement) -> movement.quantity().value()))
            .param("orders", movements.stream().map((movement) -> orderOf(movement.cause())).toArray(UUID[]::new))
            .param("onHand", numbers(movements, StockMovement::onHandChange))
            .param("reserved", numbers(movements, StockMovement::reservedChange))
            .param("shipped", numbers(movements, StockMovement::shippedChange))
            .update();
    }

    private static String[] texts(List<StockMovement> movements, Function<StockMovement, String> text) {
        return movements.stream().map(text).toArray(String[]::new);
    }

    private static Integer[] numbers(List<StockMovement> movements, Function<StockMovement, Integer> number) {
        return movements.stream().map(number).toArray(Integer[]::new);
    }

    private static @Nullable UUID orderOf(Cause cause) {
        return switch (cause) {
            case Cause.Order(var orderId) -> orderId.value();
            case Cause.Warehouse() -> null;
        };
    }

}
