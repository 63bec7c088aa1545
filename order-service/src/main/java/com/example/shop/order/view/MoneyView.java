package com.example.shop.order.view;

import com.example.shop.order.model.Money;

/// The JSON of an amount.
///
/// @param amount a decimal as text, such as `12.50`, so that no client parses it as a floating-point number
/// @param currency ISO 4217
public record MoneyView(String amount, String currency) {

    public static MoneyView of(Money money) {
        return new MoneyView(money.amount().toPlainString(), money.currency().getCurrencyCode());
    }

}
