package com.example.shop.common.idempotency;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;

import org.springframework.http.HttpHeaders;

/// The value of an `Idempotency-Key` header, which belongs to its caller: 1 to 255 visible ASCII characters. The IETF
/// draft wants them in double quotes, most clients send them bare; both spellings name the same key.
public record IdempotencyKey(String caller, String value) {

    static final String HEADER = "Idempotency-Key";

    /// Marks a stored response.
    static final String REPLAYED_HEADER = "Idempotency-Replayed";

    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7E]{1,255}");

    public IdempotencyKey {
        Objects.requireNonNull(caller, "caller");
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an idempotency key is 1 to 255 visible ASCII characters");
        }
    }

    /// @throws ProblemException if the header is missing or cannot be used
    public static IdempotencyKey required(String caller, HttpHeaders headers) {
        return optional(caller, headers).orElseThrow(() -> new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_MISSING,
                "Send an Idempotency-Key of your own choice, and the same one when you repeat the request."));
    }

    /// @return empty if there is no such header
    /// @throws ProblemException if the header cannot be used
    public static Optional<IdempotencyKey> optional(String caller, HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HEADER);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String bare = withoutQuotes(values.getFirst().strip());
        if (values.size() > 1 || !SHAPE.matcher(bare).matches()) {
            throw new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_INVALID,
                    "An Idempotency-Key is one value of 1 to 255 visible ASCII characters.");
        }
        return Optional.of(new IdempotencyKey(caller, bare));
    }

    private static String withoutQuotes(String header) {
        boolean quoted = header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"");
        return quoted ? header.substring(1, header.length() - 1) : header;
    }

}
