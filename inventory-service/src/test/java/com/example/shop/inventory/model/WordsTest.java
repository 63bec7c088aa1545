package com.example.shop.inventory.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// The value records of the model refuse invalid values.
class WordsTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest
    @ValueSource(strings = { "", "tea-001", "-TEA", "TEA 001", "TEÄ", "TEA\n", "T'--",
            "A1234567890123456789012345678901234567890" })
    void a_sku_is_capitals_digits_and_hyphens(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sku(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "-0.01", "0.001", "10000000.00", "1e30" })
    void an_amount_is_not_negative_has_two_decimals_and_a_maximum(String amount) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(new BigDecimal(amount), EUR));
    }

    @Test
    void the_same_price_is_the_same_money_however_it_is_written() {
        assertThat(Money.of("12.5", "EUR")).isEqualTo(Money.of("12.50", "EUR"));
        assertThat(Money.of("1e2", "EUR").amount().toPlainString()).isEqualTo("100.00");
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, -1, Integer.MIN_VALUE, 1_000_001 })
    void a_quantity_has_a_minimum_and_a_maximum(int value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantity(value));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "   ", "a\u0000b", "a\nb", "a\u0085b", "a\u2028b", "a\ud800b" })
    void a_name_is_one_line_of_storable_characters(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProductName(text));
    }

    @Test
    void a_name_may_hold_any_letter_and_200_of_them() {
        assertThat(new ProductName("Thé vert 🍵 緑茶").value()).isEqualTo("Thé vert 🍵 緑茶");
        assertThat(new ProductName("🍵".repeat(200)).value()).hasSize(400);
        assertThatIllegalArgumentException().isThrownBy(() -> new ProductName("🍵".repeat(201)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1-1-1-1-1", "019ABC00-0000-7000-8000-000000000001",
            "019abc00-0000-7000-8000-00000000000g", "019abc00-0000-7000-8000-0000000000011" })
    void an_order_id_has_one_spelling(String text) {
        assertThat(OrderId.parse(text)).isEmpty();
    }

    @Test
    void an_unchanged_price_makes_no_event() {
        Product product = Product.restore(new Sku("TEA-001"), new ProductName("Assam"), Money.of("12.50", "EUR"), 3);

        product.changePrice(Money.of("12.5", "EUR"), Instant.EPOCH);
        assertThat(product.takeEvents()).isEmpty();

        product.changePrice(Money.of("12.51", "EUR"), Instant.EPOCH);
        assertThat(product.takeEvents()).containsExactly(new InventoryEvent.ProductChanged(new Sku("TEA-001"), 4,
                Instant.EPOCH, new ProductName("Assam"), Money.of("12.51", "EUR")));
    }

}
