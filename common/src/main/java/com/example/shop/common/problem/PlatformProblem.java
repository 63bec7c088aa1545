package com.example.shop.common.problem;

import java.net.URI;
import java.util.Locale;

import org.springframework.http.HttpStatus;

/// Every kind of problem the platform answers with. Its URI is `/problems/` and the name in lower case with hyphens; the
/// gateway serves the explanation there.
public enum PlatformProblem {

    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid HTTP"),
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The body is not the JSON that is expected here"),
    UNKNOWN_FIELD(HttpStatus.BAD_REQUEST, "The body has a field that is not known here"),
    VALIDATION_FAILED(HttpStatus.BAD_REQUEST, "The request breaks a rule"),
    IDEMPOTENCY_KEY_MISSING(HttpStatus.BAD_REQUEST, "The Idempotency-Key header is missing"),
    IDEMPOTENCY_KEY_INVALID(HttpStatus.BAD_REQUEST, "The Idempotency-Key header cannot be used"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "A valid access token is needed"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The access token does not allow this"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not supported here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No acceptable representation"),
    IDEMPOTENCY_IN_PROGRESS(HttpStatus.CONFLICT, "A request with this Idempotency-Key is still running"),
    PRODUCT_EXISTS(HttpStatus.CONFLICT, "The product exists already"),
    ORDER_CANNOT_CHANGE(HttpStatus.CONFLICT, "The order can no longer change this way"),
    ORDER_NOT_READY_TO_SHIP(HttpStatus.CONFLICT, "The order cannot be shipped"),
    REPLAY_IN_PROGRESS(HttpStatus.CONFLICT, "The dead letters are being replayed already"),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key was used for another request"),
    UNKNOWN_PRODUCT(HttpStatus.UNPROCESSABLE_CONTENT, "The order names a product that does not exist"),
    MIXED_CURRENCIES(HttpStatus.UNPROCESSABLE_CONTENT, "The order mixes currencies"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
    SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot answer right now"),
    GATEWAY_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "The service did not answer in time");

    private final HttpStatus status;

    private final String title;

    PlatformProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return this.status;
    }

    public String title() {
        return this.title;
    }

    /// The last part of the URI, such as `validation-failed`.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public URI uri() {
        return URI.create("/problems/" + slug());
    }

}
