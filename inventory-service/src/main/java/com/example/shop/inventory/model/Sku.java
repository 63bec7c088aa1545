package com.example.shop.inventory.model;

import java.util.regex.Pattern;

/// Identifies a product: at most 40 capital letters, digits and hyphens.
public record Sku(String value) implements Comparable<Sku> {

    public static final String PATTERN = "[A-Z0-9][A-Z0-9-]{0,39}";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    public Sku {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a sku matches " + PATTERN);
        }
    }

    public static boolean isValid(String text) {
        return COMPILED.matcher(text).matches();
    }

    @Override
    public int compareTo(Sku other) {
        return this.value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return this.value;
    }

}
