package com.example.shop.order.view;

import com.example.shop.order.model.Money;

/// An amount as it is shown.
///
/// @param amount plain decimals as text, such as `12.50`, so that no reader makes a
/// floating point number of it
/// @param currency ISO 4217
public record MoneyView(String amount, String currency) {

    public static MoneyView of(Money money) {
        return new MoneyView(money.amount().toPlainString(), money.currency().getCurrencyCode());
    }

}
