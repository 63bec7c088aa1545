package com.example.shop.common.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// Stops the work and answers with a problem. What it says reaches the caller: it must hold no internals.
public class ProblemException extends RuntimeException {

    private final ProblemType type;

    private final List<FieldError> errors;

    private final @Nullable Duration retryAfter;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null);
    }

    public ProblemException(ProblemType type, String detail, List<FieldError> errors) {
        this(type, detail, errors, null);
    }

    public ProblemException(ProblemType type, String detail, Duration retryAfter) {
        this(type, detail, List.of(), retryAfter);
    }

    private ProblemException(ProblemType type, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public ProblemType type() {
        return this.type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return this.errors;
    }

    /// When to try again; becomes the `Retry-After` header.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(this.retryAfter);
    }

    /// One field that breaks a rule.
    ///
    /// @param pointer a JSON pointer (RFC 6901) into the body, such as
    /// `/lines/0/quantity`; for a query parameter or header, its name
    /// @param detail the rule, for people
    public record FieldError(String pointer, String detail) {
    }

}
