package com.example.shop.common.problem;

import java.util.List;
import java.util.stream.Collectors;

import com.example.shop.common.problem.ProblemException.FieldError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.http.converter.HttpMessageNotReadableException;

/// What the caller is told about a body that does not fit, without Jackson's messages, which name classes and quote it.
final class UnreadableJson {

    /// Longer names of unknown fields are cut.
    private static final int LONGEST_NAME = 64;

    private UnreadableJson() {
    }

    static ProblemException problem(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown ->
                new ProblemException(PlatformProblem.UNKNOWN_FIELD, "The body has a field that is not known here.",
                        List.of(new FieldError(pointer(unknown), "is not known here")));
            case JacksonException mismatch when isAboutOneField(mismatch) ->
                ProblemAdvice.invalid(pointer(mismatch), ProblemAdvice.WRONG_VALUE);
            case null, default -> new ProblemException(PlatformProblem.MALFORMED_REQUEST,
                    "The body is not the JSON that is expected here.");
        };
    }

    /// Not about the whole, or a number that no type could hold, such as `1e999999999`.
    private static boolean isAboutOneField(JacksonException failure) {
        boolean mismatch = failure instanceof MismatchedInputException || failure instanceof InputCoercionException;
        boolean beyondNumbers = failure instanceof InvalidFormatException format
                && format.getValue() instanceof Double number && number.isInfinite();
        return mismatch && !failure.getPath().isEmpty() && !beyondNumbers;
    }

    private static String pointer(JacksonException failure) {
        return failure.getPath()
            .stream()
            .map((step) -> (step.getPropertyName() != null) ? escaped(step.getPropertyName())
                    : Integer.toString(step.getIndex()))
            .collect(Collectors.joining("/", "/", ""));
    }

    private static String escaped(String name) {
        String shown = (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) + "..." : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }

}
