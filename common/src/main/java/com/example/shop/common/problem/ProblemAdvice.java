package com.example.shop.common.problem;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

import com.example.shop.common.SqlStates;
import com.example.shop.common.problem.ProblemException.FieldError;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Turns every exception into a problem, after any advice that knows better. What Spring would say about it is not
/// passed on, for it may name classes or quote the request: only a {@link ProblemException} speaks to the caller.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    static final String WRONG_VALUE = "has the wrong type, or a value that is not allowed here";

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /// More broken fields than these are not listed.
    private static final int MAX_ERRORS = 20;

    /// Everything that is not an exception of Spring's own.
    @ExceptionHandler
    @Nullable ResponseEntity<Object> handleOther(Exception failure, WebRequest request) {
        if (callerHasGone(failure)) {
            return null;
        }
        if (causes(failure).anyMatch((cause) -> cause instanceof SQLException sql && SqlStates.isUnavailable(sql))) {
            // Without the stack: while a database is away, every request ends here.
            log.warn("The database is unavailable, answered with 503: {}", failure.toString());
            return respond(failure, HttpStatus.SERVICE_UNAVAILABLE, request);
        }
        return respond(failure, HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(causes(failure).filter(ProblemException.class::isInstance)
            .map(ProblemException.class::cast)
            .findFirst()
            .orElseGet(() -> UnreadableJson.problem(failure)), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(invalid(fieldsOf(failure.getBindingResult())), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(invalid(failure.getParameterValidationResults().stream().flatMap(ProblemAdvice::errorsOf)),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return respond(invalid(failure.getParameterName(), "must be present"), request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> handleMissingHeader(MissingRequestHeaderException failure, WebRequest request) {
        return respond(invalid(failure.getHeaderName(), "must be present"), request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> handleTypeMismatch(MethodArgumentTypeMismatchException failure, WebRequest request) {
        return failure.getParameter().hasParameterAnnotation(PathVariable.class)
                ? respond(failure, HttpStatus.NOT_FOUND, request)
                : respond(invalid(failure.getName(), WRONG_VALUE), request);
    }

    private @Nullable ResponseEntity<Object> respond(ProblemException problem, WebRequest request) {
        return handleExceptionInternal(problem, null, problem.getHeaders(), problem.getStatusCode(), request);
    }

    private @Nullable ResponseEntity<Object> respond(Exception failure, HttpStatus status, WebRequest request) {
        return handleExceptionInternal(failure, null, new HttpHeaders(), status, request);
    }

    /// Where every response comes past.
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception failure, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.isSameCodeAs(HttpStatus.INTERNAL_SERVER_ERROR)) {
            log.error("Unexpected error, answered with 500", failure);
        }
        HttpHeaders all = new HttpHeaders();
        all.addAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (Problems.isTemporary(status.value()) && !all.containsHeader(HttpHeaders.RETRY_AFTER)) {
            all.set(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER);
        }
        if (status.isSameCodeAs(HttpStatus.CONTENT_TOO_LARGE)) {
            all.set(HttpHeaders.CONNECTION, "close");
        }
        return super.handleExceptionInternal(failure,
                (failure instanceof ProblemException problem) ? problem.getBody() : Problems.ofStatus(status.value()),
                all, status, request);
    }

    private static ProblemException invalid(Stream<FieldError> errors) {
        return new ProblemException(PlatformProblem.VALIDATION_FAILED, "The request breaks a rule.",
                errors.limit(MAX_ERRORS).toList());
    }

    static ProblemException invalid(String pointer, String rule) {
        return invalid(Stream.of(new FieldError(pointer, rule)));
    }

    private static Stream<FieldError> errorsOf(ParameterValidationResult result) {
        return (result instanceof ParameterErrors body) ? fieldsOf(body)
                : result.getResolvableErrors()
                    .stream()
                    .map((error) -> new FieldError(String.valueOf(result.getMethodParameter().getParameterName()),
                            rule(error)));
    }

    private static Stream<FieldError> fieldsOf(Errors body) {
        return body.getFieldErrors().stream().map((error) -> new FieldError(pointer(error.getField()), rule(error)));
    }

    /// From a bean path, such as `lines[0].quantity`, to a JSON pointer.
    private static String pointer(String path) {
        return "/" + path.replace("]", "").replaceAll("[.\\[]", "/");
    }

    private static String rule(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), WRONG_VALUE);
    }

    /// Then there is nobody left to respond to.
    static boolean callerHasGone(Throwable failure) {
        return causes(failure).anyMatch(ClientAbortException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, (cause) -> cause != null, Throwable::getCause).limit(20);
    }

}
