package com.example.shop.common.problem;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/// What is said about a failure: status, headers, and a body that is a {@link Problem}.
record Answer(URI type, String title, int status, String detail, List<ProblemException.FieldError> errors,
        HttpHeaders headers) {

    /// An address that is longer is not repeated in the answer.
    private static final int LONGEST_INSTANCE = 200;

    static Answer of(ProblemType type, String detail) {
        return of(type, detail, List.of());
    }

    static Answer of(ProblemType type, String detail, List<ProblemException.FieldError> errors) {
        return new Answer(type.uri(), type.title(), type.status().value(), detail, errors, new HttpHeaders());
    }

    /// A status for which the platform has no type of its own.
    static Answer ofStatus(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = (known != null) ? known.getReasonPhrase() : "Error";
        return new Answer(URI.create("about:blank"), title, status, title, List.of(), new HttpHeaders());
    }

    Answer with(HttpHeaders more) {
        HttpHeaders all = new HttpHeaders();
        all.addAll(this.headers);
        all.addAll(more);
        return new Answer(this.type, this.title, this.status, this.detail, this.errors, all);
    }

    Answer with(String header, String value) {
        HttpHeaders one = new HttpHeaders();
        one.set(header, value);
        return with(one);
    }

    /// `Retry-After` speaks in whole seconds; less than one would be "at once".
    Answer retryAfter(Duration pause) {
        return with(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, pause.plusMillis(999).toSeconds())));
    }

    byte[] body(@Nullable String path) {
        String instance = (path == null || path.length() > LONGEST_INSTANCE) ? null : path;
        return new Problem(this.type, this.title, this.status, this.detail, instance, this.errors).toJson();
    }

    void writeTo(HttpServletResponse response, @Nullable String path) throws java.io.IOException {
        byte[] body = body(path);
        response.setStatus(this.status);
        this.headers.forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

}
