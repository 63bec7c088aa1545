package com.example.shop.common.problem;

import java.time.Duration;
import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/// Stops the work and responds with a problem. Its detail and errors reach the caller: they must hold no internals.
public final class ProblemException extends ErrorResponseException {

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public ProblemException(ProblemType type, String detail, List<FieldError> errors) {
        super(type.status(), Problems.of(type, detail), null);
        if (!errors.isEmpty()) {
            getBody().setProperty("errors", List.copyOf(errors));
        }
    }

    /// @param retryAfter becomes the `Retry-After` header, which counts whole seconds: it
    /// is rounded up
    public ProblemException(ProblemType type, String detail, Duration retryAfter) {
        this(type, detail);
        getHeaders().set(HttpHeaders.RETRY_AFTER, Problems.seconds(retryAfter));
    }

    /// One field that breaks a rule.
    ///
    /// @param pointer a JSON pointer (RFC 6901) into the body, such as
    /// `/lines/0/quantity`; for a query parameter or header, its name
    /// @param detail the rule, for people
    public record FieldError(String pointer, String detail) {
    }

}
