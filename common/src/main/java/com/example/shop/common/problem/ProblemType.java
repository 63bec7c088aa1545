package com.example.shop.common.problem;

import java.net.URI;
import java.util.Locale;

import org.springframework.http.HttpStatus;

/// A kind of problem, which clients tell apart by its URI: `/problems/` and the name in lower case with hyphens. The
/// gateway serves an explanation there.
///
/// What any service may respond with is a {@link PlatformProblem}; a service lists its own in an enum that implements
/// this.
public interface ProblemType {

    /// As an enum has it.
    String name();

    HttpStatus status();

    String title();

    /// The last part of the URI, such as `validation-failed`.
    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    default URI uri() {
        return URI.create("/problems/" + slug());
    }

}
