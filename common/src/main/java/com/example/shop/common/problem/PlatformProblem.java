package com.example.shop.common.problem;

import org.springframework.http.HttpStatus;

/// The problems that any service, or the gateway, may respond with.
public enum PlatformProblem implements ProblemType {

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
    REPLAY_IN_PROGRESS(HttpStatus.CONFLICT, "The dead letters are being replayed already"),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key was used for another request"),
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

    @Override
    public HttpStatus status() {
        return this.status;
    }

    @Override
    public String title() {
        return this.title;
    }

}
