package com.example.shop.common.problem;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import com.example.shop.common.SqlStates;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// From a failure to what the caller is told about it: the only such table, used wherever a failure ends.
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    /// The same words for what does not exist, what is malformed and what belongs to
    /// someone else.
    static final String NOTHING_HERE = "There is nothing here, or nothing for you.";

    /// Longer names of unknown fields are cut in the answer.
    private static final int LONGEST_NAME = 64;

    /// More broken fields than these are not listed.
    private static final int MOST_ERRORS = 20;

    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class,
            short.class, Short.class, byte.class, Byte.class);

    private final HttpProperties settings;

    Problems(HttpProperties settings) {
        this.settings = settings;
    }

    Answer answerTo(Throwable failure) {
        return switch (failure) {
            case ProblemException problem -> answerTo(problem);
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentNotValidException invalid ->
                invalid(broken(invalid.getBindingResult(), isBody(invalid.getParameter())));
            case HandlerMethodValidationException invalid when !invalid.isForReturnValue() -> invalid(broken(invalid));
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case MissingRequestHeaderException missing when "Idempotency-Key"
                .equalsIgnoreCase(missing.getHeaderName()) ->
                Answer.of(PlatformProblem.IDEMPOTENCY_KEY_MISSING,
                        "Send an Idempotency-Key header of your own choice.");
            case MissingRequestHeaderException missing -> invalid(missing.getHeaderName(), "must be present");
            case MissingServletRequestParameterException missing ->
                invalid(missing.getParameterName(), "must be present");
            case MissingRequestValueException missing when !missing.isMissingAfterConversion() ->
                Answer.of(PlatformProblem.VALIDATION_FAILED, "A required value is missing.");
            case ErrorResponse response -> ofStatus(response.getStatusCode().value()).with(response.getHeaders());
            case ServletException wrapped when wrapped.getRootCause() instanceof Exception cause -> answerTo(cause);
            case Throwable other when databaseUnavailable(other) -> unavailable(other);
            case Throwable other -> unexpected(other);
        };
    }

    /// An error that was answered as a bare status, by the container or by a library.
    Answer ofStatus(int status) {
        PlatformProblem type = switch (status) {
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
        return (type != null) ? of(type) : Answer.ofStatus(status);
    }

    private Answer of(PlatformProblem type) {
        return switch (type) {
            case NOT_FOUND -> Answer.of(type, NOTHING_HERE);
            case CONTENT_TOO_LARGE ->
                Answer.of(type, "A body may have at most " + this.settings.maxBodySize().toKilobytes() + " KiB.")
                    .with(HttpHeaders.CONNECTION, "close");
            case SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT ->
                Answer.of(type, "Please try again.").retryAfter(this.settings.retryAfter());
            default -> Answer.of(type, type.title() + ".");
        };
    }

    private Answer answerTo(ProblemException problem) {
        Answer answer = switch (problem.type()) {
            // Whoever throws it: an object that is missing and one that is hidden must
            // not differ in a letter.
            case PlatformProblem.NOT_FOUND -> of(PlatformProblem.NOT_FOUND);
            case PlatformProblem.CONTENT_TOO_LARGE -> of(PlatformProblem.CONTENT_TOO_LARGE);
            default -> Answer.of(problem.type(), problem.detail(), problem.errors());
        };
        return problem.retryAfter().map(answer::retryAfter).orElse(answer);
    }

    private Answer unreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable cause : causesOf(unreadable)) {
            switch (cause) {
                case ProblemException problem -> {
                    return answerTo(problem);
                }
                case UnrecognizedPropertyException unknown -> {
                    return Answer.of(PlatformProblem.UNKNOWN_FIELD, "The body has a field that is not known here.",
                            List.of(new ProblemException.FieldError(pointer(unknown), "is not known here")));
                }
                case InvalidDefinitionException ours -> {
                    return unexpected(ours);
                }
                case MismatchedInputException mismatch -> {
                    return mismatch(mismatch, mismatch.getTargetType());
                }
                case InputCoercionException mismatch -> {
                    return mismatch(mismatch, mismatch.getTargetType());
                }
                case SocketTimeoutException ignored -> {
                    return Answer.of(PlatformProblem.BAD_REQUEST, "The body did not arrive in time.")
                        .with(HttpHeaders.CONNECTION, "close");
                }
                default -> {
                }
            }
        }
        return malformed();
    }

    private Answer mismatch(JacksonException mismatch, @Nullable Class<?> target) {
        if (mismatch.getPath().isEmpty() || isBeyondNumbers(mismatch)) {
            return malformed();
        }
        String rule = (mismatch instanceof RefusedValueException refused) ? refused.rule() : rule(target);
        return invalid(pointer(mismatch), rule);
    }

    /// A number that no type of ours could hold, such as `1e999999999`: as much an attack
    /// as one of ten thousand digits.
    private static boolean isBeyondNumbers(JacksonException mismatch) {
        return mismatch instanceof InvalidFormatException format && format.getValue() instanceof Double number
                && number.isInfinite();
    }

    private static String rule(@Nullable Class<?> target) {
        if (target == null) {
            return "has the wrong type";
        }
        if (WHOLE_NUMBERS.contains(target)) {
            return "must be a whole number within range";
        }
        if (target == String.class) {
            return "must be a string";
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

    private Answer mismatch(MethodArgumentTypeMismatchException mismatch) {
        if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return of(PlatformProblem.NOT_FOUND);
        }
        return invalid(mismatch.getName(), rule(mismatch.getRequiredType()));
    }

    private static Answer malformed() {
        return Answer.of(PlatformProblem.MALFORMED_REQUEST, "The body is not the JSON that is expected here.");
    }

    private static Answer invalid(String pointer, String rule) {
        return invalid(List.of(new ProblemException.FieldError(pointer, rule)));
    }

    private static Answer invalid(List<ProblemException.FieldError> errors) {
        return Answer.of(PlatformProblem.VALIDATION_FAILED, "The request breaks a rule.",
                errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    }

    private static List<ProblemException.FieldError> broken(BindingResult result, boolean body) {
        return broken(result, body ? Problems::pointer : Function.identity());
    }

    private static List<ProblemException.FieldError> broken(Errors result, Function<String, String> name) {
        List<ProblemException.FieldError> errors = new ArrayList<>();
        for (ObjectError error : result.getAllErrors()) {
            String field = (error instanceof FieldError onField) ? onField.getField() : "";
            errors.add(new ProblemException.FieldError(name.apply(field), message(error)));
        }
        return errors;
    }

    private static List<ProblemException.FieldError> broken(HandlerMethodValidationException invalid) {
        List<ProblemException.FieldError> errors = new ArrayList<>();
        for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
            MethodParameter parameter = result.getMethodParameter();
            if (result instanceof ParameterErrors inside) {
                errors.addAll(broken(inside, isBody(parameter) ? Problems::pointer : Function.identity()));
                continue;
            }
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                errors.add(new ProblemException.FieldError(name(parameter), message(error)));
            }
        }
        return errors;
    }

    private static boolean isBody(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class);
    }

    /// The name the caller knows the parameter by, which may differ from ours.
    private static String name(MethodParameter parameter) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        CookieValue cookie = parameter.getParameterAnnotation(CookieValue.class);
        String given = "";
        if (query != null) {
            given = query.name();
        }
        else if (header != null) {
            given = header.name();
        }
        else if (cookie != null) {
            given = cookie.name();
        }
        return given.isEmpty() ? String.valueOf(parameter.getParameterName()) : given;
    }

    private static String message(MessageSourceResolvable error) {
        String message = (error instanceof FieldError onField && onField.isBindingFailure()) ? null
                : error.getDefaultMessage();
        return (message != null) ? message : "is not valid";
    }

    /// From a bean path, such as `lines[0].quantity`, to a JSON pointer.
    private static String pointer(String path) {
        return path.isEmpty() ? ""
                : "/" + path.replace("~", "~0").replace("/", "~1").replace("]", "").replaceAll("[.\\[]", "/");
    }

    private static String pointer(JacksonException failure) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            String name = step.getPropertyName();
            pointer.append('/').append((name != null) ? escaped(name) : Integer.toString(step.getIndex()));
        }
        return pointer.toString();
    }

    private static String escaped(String name) {
        String shown = (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) + "..." : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }

    private static boolean databaseUnavailable(Throwable failure) {
        return causesOf(failure).stream()
            .anyMatch((cause) -> cause instanceof SQLException sql && SqlStates.isUnavailable(sql));
    }

    private Answer unavailable(Throwable failure) {
        // Without the stack: while a database is away, every request ends here.
        log.warn("Answered 503, for the database cannot do it now: {}", failure.toString());
        return of(PlatformProblem.SERVICE_UNAVAILABLE);
    }

    private Answer unexpected(Throwable failure) {
        log.error("Answered 500, for nobody expected this", failure);
        return of(PlatformProblem.INTERNAL_ERROR);
    }

    /// True when the caller has gone, so that there is nobody left to answer.
    static boolean callerHasGone(Throwable failure) {
        return causesOf(failure).stream()
            .anyMatch((cause) -> cause instanceof IOException
                    && Set.of("ClientAbortException", "AsyncRequestNotUsableException")
                        .contains(cause.getClass().getSimpleName()));
    }

    private static List<Throwable> causesOf(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < 20; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

}
