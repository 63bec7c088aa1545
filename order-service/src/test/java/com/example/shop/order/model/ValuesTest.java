package com.example.shop.order.model;

import java.math.BigDecimal;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ValuesTest {

    @ParameterizedTest
    @ValueSource(strings = { "A", "0", "TEA-001", "A23456789012345678901234567890123456789A" })
    void a_sku_is_upper_case_letters_digits_and_hyphens(String sku) {
        assertThat(new Sku(sku)).hasToString(sku);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "-A", "tea", "TEA 1", "TEA_1", "TEÄ", "TEA\n", "TEA\u0000", "Т", "A\u202E",
            "A23456789012345678901234567890123456789AB", "' OR 1=1--" })
    void anything_else_is_not_a_sku(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sku(text));
    }

    @ParameterizedTest
    @ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 10_001, Integer.MAX_VALUE })
    void a_quantity_outside_its_range_cannot_be_built(int value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantity(value));
    }

    @Test
    void money_has_two_decimals_and_is_never_negative() {
        assertThat(Money.of(new BigDecimal("1"), "EUR").amount()).isEqualTo(new BigDecimal("1.00"));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(new BigDecimal("-0.01"), "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(new BigDecimal("0.001"), "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(BigDecimal.ONE, "ABC"));
    }

    @Test
    void amounts_in_two_currencies_cannot_be_added() {
        Money euro = Money.of(BigDecimal.ONE, "EUR");

        assertThat(euro.plus(euro).times(new Quantity(3))).isEqualTo(Money.of(new BigDecimal("6"), "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> euro.plus(Money.of(BigDecimal.ONE, "CHF")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1", "01900000-0000-7000-8000-00000000000g", "01900000-0000-4000-8000-000000000001",
            "01900000-0000-7000-8000-00000000ABCD", "01900000-0-7000-8000-0000000000000001",
            " 1900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000001 " })
    void only_the_canonical_text_of_a_version_7_uuid_is_an_order_id(String text) {
        assertThat(OrderId.parse(text)).isEmpty();
    }

    @Test
    void an_order_id_is_read_as_it_was_written() {
        OrderId id = new OrderId(UUID.fromString("01900000-0000-7000-8000-00000000abcd"));

        assertThat(OrderId.parse(id.toString())).contains(id);
    }

}
