package com.example.shop.inventory.view;

import com.example.shop.inventory.model.Money;

/// @param amount a plain decimal as text, for many readers turn JSON numbers into floating point
public record MoneyView(String amount, String currency) {

    public static MoneyView of(Money money) {
        return new MoneyView(money.amount().toPlainString(), money.currency().getCurrencyCode());
    }

}
