package com.example.shop.inventory.view;

import com.example.shop.inventory.model.Money;

/// @param amount a decimal as text, such as `12.50`, so that no client parses it as a floating-point number
public record MoneyView(String amount, String currency) {

    public static MoneyView of(Money money) {
        return new MoneyView(money.amount().toPlainString(), money.currency().getCurrencyCode());
    }

}
