package com.example.shop.common.problem;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.ProblemDetail;

/// The bodies of problems (RFC 9457).
final class Problems {

    /// `Retry-After` of a 503 or 504 that says nothing better, in seconds.
    static final String RETRY_AFTER = "2";

    /// The same words for what does not exist, what is malformed and what belongs to
    /// someone else, whoever says it.
    private static final String NOTHING_HERE = "There is nothing here, or nothing for you.";

    private Problems() {
    }

    static ProblemDetail of(ProblemType type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(),
                (type == PlatformProblem.NOT_FOUND) ? NOTHING_HERE : detail);
        problem.setType(type.uri());
        problem.setTitle(type.title());
        return problem;
    }

    /// An error of which nothing but the status may be told. A status that the platform
    /// has no problem for keeps the type `about:blank`.
    static ProblemDetail ofStatus(int status) {
        PlatformProblem type = typeOf(status);
        return (type != null) ? of(type, isTemporary(status) ? "Please try again." : type.title() + ".")
                : ProblemDetail.forStatus(status);
    }

    private static @Nullable PlatformProblem typeOf(int status) {
        return switch (status) {
            case 400 -> PlatformProblem.BAD_REQUEST;
            case 401 -> PlatformProblem.UNAUTHENTICATED;
            case 403 -> PlatformProblem.FORBIDDEN;
            case 404 -> PlatformProblem.NOT_FOUND;
            case 405 -> PlatformProblem.METHOD_NOT_ALLOWED;
            case 406 -> PlatformProblem.NOT_ACCEPTABLE;
            case 413 -> PlatformProblem.CONTENT_TOO_LARGE;
            case 415 -> PlatformProblem.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> PlatformProblem.RATE_LIMITED;
            case 500 -> PlatformProblem.INTERNAL_ERROR;
            case 503 -> PlatformProblem.SERVICE_UNAVAILABLE;
            case 504 -> PlatformProblem.GATEWAY_TIMEOUT;
            default -> null;
        };
    }

    /// Whether a response with this status has to say when to try again.
    static boolean isTemporary(int status) {
        return status == 503 || status == 504;
    }

    /// `Retry-After` counts whole seconds; less than one would be "at once".
    static String seconds(Duration pause) {
        return Long.toString(Math.max(1, pause.plusMillis(999).toSeconds()));
    }

}
