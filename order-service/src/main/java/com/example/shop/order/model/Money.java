package com.example.shop.order.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/// An amount in major units with two decimals, such as 12.50 EUR; never negative.
public record Money(BigDecimal amount, Currency currency) {

    public Money {
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(currency, "currency");
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("amount must not be negative, was " + amount);
        }
        try {
            amount = amount.setScale(2, RoundingMode.UNNECESSARY);
        }
        catch (ArithmeticException ex) {
            throw new IllegalArgumentException("amount must have two decimals at most, was " + amount, ex);
        }
    }

    /// @param currency ISO 4217, such as EUR
    public static Money of(BigDecimal amount, String currency) {
        return new Money(amount, Currency.getInstance(currency));
    }

    /// @throws IllegalArgumentException if the currencies differ
    public Money plus(Money other) {
        if (!this.currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + this.currency);
        }
        return new Money(this.amount.add(other.amount), this.currency);
    }

    public Money times(Quantity quantity) {
        return new Money(this.amount.multiply(BigDecimal.valueOf(quantity.value())), this.currency);
    }

}
