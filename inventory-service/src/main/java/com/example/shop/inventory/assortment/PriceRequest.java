package com.example.shop.inventory.assortment;

import com.example.shop.inventory.model.Money;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// @param amount a decimal as text, such as 12.50
/// @param currency ISO 4217, such as EUR
record PriceRequest(
        @NotNull @Pattern(regexp = "(0|[1-9][0-9]{0,6})(\\.[0-9]{1,2})?",
                message = "must be a decimal from 0.00 to 9999999.99 with at most two decimals") String amount,
        @NotNull @Iso4217 String currency) {

    Money toMoney() {
        return Money.of(this.amount, this.currency);
    }

}
