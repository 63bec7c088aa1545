package com.example.shop.common.problem;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The body of every error, in the shape of RFC 9457.
///
/// @param instance the path that was asked for, unless it is too long to repeat
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(URI type, String title, int status, String detail, @Nullable String instance,
        List<ProblemException.FieldError> errors) {

    /// A mapper of its own: whatever the application does to its JSON, problems look the
    /// same.
    private static final JsonMapper JSON = JsonMapper.builder().build();

    byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }

}
