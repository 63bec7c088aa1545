package com.example.shop.order.placement;

import java.util.List;
import java.util.regex.Pattern;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemType;

/// The `Idempotency-Key` header.
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private IdempotencyKey() {
    }

    /// Reads the key; the double quotes that the draft standard puts around it may be
    /// left out.
    /// @throws ProblemException if it is missing, given twice or of a wrong shape
    static String read(List<String> headers) {
        if (headers.isEmpty()) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_MISSING,
                    "Send an Idempotency-Key of your own with each order, and the same one when you repeat it.");
        }
        String key = unquoted(headers.getFirst().strip());
        if (headers.size() > 1 || !SHAPE.matcher(key).matches()) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_INVALID,
                    "An Idempotency-Key is one value of 1 to 255 visible ASCII characters.");
        }
        return key;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

}
