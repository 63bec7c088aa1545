package com.example.shop.benchmarks.harness;

import java.util.Locale;

/// Numbers as people read them.
final class Numbers {

    private Numbers() {
    }

    /// Three digits that matter, and a comma for thousands.
    static String text(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, (size >= 10) ? "%.1f" : "%.2f", value);
    }

}
