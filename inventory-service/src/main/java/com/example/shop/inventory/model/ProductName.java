package com.example.shop.inventory.model;

import java.util.regex.Pattern;

/// The name of a product: 1 to 200 characters on one line.
public record ProductName(String value) {

    /// Not blank. Control characters could forge lines in logs; half a surrogate pair
    /// cannot be stored.
    public static final String PATTERN = "(?=.*\\S)[^\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]{1,200}";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    public ProductName {
        if (!COMPILED.matcher(value).matches()) {
            throw new IllegalArgumentException("a product's name is 1 to 200 characters without control characters");
        }
    }

}
