package com.example.shop.inventory.model;

import java.math.BigDecimal;
import java.util.Currency;

/// An amount in the major unit of its currency, always with two decimals: 12.5 and 12.50 are the same price.
public record Money(BigDecimal amount, Currency currency) {

    public static final BigDecimal MAX = new BigDecimal("9999999.99");

    private static final int DECIMALS = 2;

    public Money {
        if (amount.signum() < 0 || amount.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("an amount is 0.00 to " + MAX);
        }
        if (amount.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException("an amount has at most " + DECIMALS + " decimals");
        }
        amount = amount.setScale(DECIMALS);
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

}
