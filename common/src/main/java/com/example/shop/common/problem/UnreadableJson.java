package com.example.shop.common.problem;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.example.shop.common.problem.ProblemException.FieldError;
import org.jspecify.annotations.Nullable;
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

    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class,
            short.class, Short.class, byte.class, Byte.class);

    private UnreadableJson() {
    }

    static ProblemException problem(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown ->
                new ProblemException(PlatformProblem.UNKNOWN_FIELD, "The body has a field that is not known here.",
                        List.of(new FieldError(pointer(unknown), "is not known here")));
            case MismatchedInputException mismatch when names(mismatch) ->
                ProblemAdvice.invalid(pointer(mismatch), rule(mismatch.getTargetType()));
            case InputCoercionException mismatch when names(mismatch) ->
                ProblemAdvice.invalid(pointer(mismatch), rule(mismatch.getTargetType()));
            case null, default -> new ProblemException(PlatformProblem.MALFORMED_REQUEST,
                    "The body is not the JSON that is expected here.");
        };
    }

    /// Whether it is about one field, and not the whole or a number that no type could
    /// hold, such as `1e999999999`.
    private static boolean names(JacksonException mismatch) {
        boolean beyondNumbers = mismatch instanceof InvalidFormatException format
                && format.getValue() instanceof Double number && number.isInfinite();
        return !mismatch.getPath().isEmpty() && !beyondNumbers;
    }

    /// What a value of this type has to look like.
    static String rule(@Nullable Class<?> target) {
        if (target == null) {
            return "has the wrong type";
        }
        if (WHOLE_NUMBERS.contains(target)) {
            return "must be a whole number within range";
        }
        if (target == String.class) {
            return "must be a string of Unicode characters other than U+0000";
        }
        if (target == BigDecimal.class) {
            return "must be a string that holds a plain decimal, such as \"12.50\"";
        }
        if (target == Boolean.class || target == boolean.class) {
            return "must be true or false";
        }
        if (target.isEnum() || target == UUID.class) {
            return "must be one of the allowed values";
        }
        if (Iterable.class.isAssignableFrom(target) || target.isArray()) {
            return "must be an array";
        }
        return target.isRecord() ? "must be an object" : "has the wrong type or form";
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
