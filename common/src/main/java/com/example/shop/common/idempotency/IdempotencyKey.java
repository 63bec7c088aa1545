package com.example.shop.common.idempotency;

import java.util.Optional;
import java.util.regex.Pattern;

/// The value of an `Idempotency-Key` header: 1 to 255 visible ASCII characters. The IETF draft wants them in double
/// quotes, most clients send them bare; both spellings name the same key.
public record IdempotencyKey(String value) {

    /// The header's name.
    public static final String HEADER = "Idempotency-Key";

    /// The header that marks an answer as the first one given again.
    public static final String REPLAYED_HEADER = "Idempotency-Replayed";

    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7E]{1,255}");

    public IdempotencyKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an idempotency key is 1 to 255 visible ASCII characters");
        }
    }

    /// Reads the header; empty if it cannot be used.
    public static Optional<IdempotencyKey> parse(String header) {
        String bare = isQuoted(header) ? header.substring(1, header.length() - 1) : header;
        return SHAPE.matcher(bare).matches() ? Optional.of(new IdempotencyKey(bare)) : Optional.empty();
    }

    private static boolean isQuoted(String header) {
        return header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"");
    }

}
