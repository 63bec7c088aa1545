package com.example.shop.order.model;

import java.util.Objects;
import java.util.regex.Pattern;

/// Identifies a product (*stock keeping unit*).
public record Sku(String value) {

    /// The regular expression of a sku.
    public static final String PATTERN = "[A-Z0-9][A-Z0-9-]{0,39}";

    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    public Sku {
        Objects.requireNonNull(value, "value");
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("sku must match " + PATTERN);
        }
    }

    @Override
    public String toString() {
        return this.value;
    }

}
