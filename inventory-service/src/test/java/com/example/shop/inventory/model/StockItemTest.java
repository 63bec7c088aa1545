package com.example.shop.inventory.model;

import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StockItemTest {

    private static final Sku TEA = new Sku("TEA-001");

    private final OrderId order = new OrderId(UUID.fromString("019abc00-0000-7000-8000-000000000001"));

    @Test
    void what_is_not_there_cannot_be_reserved() {
        StockItem tea = StockItem.restore(TEA, 2, 9, 9);

        assertThat(tea.has(new Quantity(2))).isTrue();
        assertThat(tea.has(new Quantity(3))).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> tea.reserve(new Quantity(3), this.order));
    }

    @Test
    void what_is_not_reserved_can_neither_be_released_nor_shipped() {
        assertThatIllegalStateException()
            .isThrownBy(() -> StockItem.restore(TEA, 9, 2, 9).release(new Quantity(3), this.order));
        assertThatIllegalStateException()
            .isThrownBy(() -> StockItem.restore(TEA, 9, 2, 9).ship(new Quantity(3), this.order));
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 7, 42, 20261122, -5, 99991 })
    void the_sum_of_all_pieces_never_changes(long seed) {
        Random random = new Random(seed);
        StockItem tea = StockItem.none(TEA);
        long broughtIn = 100;
        tea.receive(new Quantity(100));

        for (int i = 0; i < 1000; i++) {
            Quantity quantity = new Quantity(1 + random.nextInt(30));
            try {
                switch (random.nextInt(4)) {
                    case 0 -> tea.reserve(quantity, this.order);
                    case 1 -> tea.release(quantity, this.order);
                    case 2 -> tea.ship(quantity, this.order);
                    default -> {
                        tea.restock(quantity);
                        broughtIn += quantity.value();
                    }
                }
            }
            catch (IllegalStateException _) {
                tea = replayed(tea.takeMovements());
            }
            assertThat(List.of(tea.onHand(), tea.reserved(), tea.shipped())).allMatch((count) -> count >= 0);
            assertThat(tea.onHand() + tea.reserved() + tea.shipped()).isEqualTo(broughtIn);
        }
    }

    /// A refused movement leaves the item in memory invalid, so it is rebuilt from its
    /// movements.
    private StockItem replayed(List<StockMovement> movements) {
        StockItem item = StockItem.none(TEA);
        for (StockMovement movement : movements) {
            switch (movement.kind()) {
                case RECEIVED -> item.receive(movement.quantity());
                case RESTOCKED -> item.restock(movement.quantity());
                case RESERVED -> item.reserve(movement.quantity(), this.order);
                case RELEASED -> item.release(movement.quantity(), this.order);
                case SHIPPED -> item.ship(movement.quantity(), this.order);
            }
        }
        return item;
    }

}
