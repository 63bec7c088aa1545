package com.example.shop.common.problem;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import com.example.shop.common.SqlStates;
import com.example.shop.common.problem.ProblemException.FieldError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.exc.InvalidDefinitionException;

import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.Errors;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
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

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /// More broken fields than these are not listed.
    private static final int MAX_ERRORS = 20;

    private final HttpProperties settings;

    ProblemAdvice(HttpProperties settings) {
        this.settings = settings;
    }

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
    protected @Nullable ResponseEntity<Object> handleErrorResponseException(ErrorResponseException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail body = (failure instanceof ProblemException) ? failure.getBody() : null;
        return handleExceptionInternal(failure, body, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause : causes(failure).toList()) {
            if (cause instanceof ProblemException problem) {
                return respond(problem, request);
            }
            if (cause instanceof InvalidDefinitionException) {
                return respond(failure, HttpStatus.INTERNAL_SERVER_ERROR, request);
            }
        }
        return respond(UnreadableJson.problem(failure), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(invalid(fieldErrors(failure.getBindingResult(), failure.getParameter())), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure.isForReturnValue()) {
            return respond(failure, HttpStatus.INTERNAL_SERVER_ERROR, request);
        }
        List<FieldError> errors = new ArrayList<>();
        for (ParameterValidationResult result : failure.getParameterValidationResults()) {
            MethodParameter parameter = result.getMethodParameter();
            if (result instanceof ParameterErrors inside) {
                errors.addAll(fieldErrors(inside, parameter));
            }
            else {
                result.getResolvableErrors()
                    .forEach((error) -> errors.add(new FieldError(name(parameter), rule(error))));
            }
        }
        return respond(invalid(errors), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return respond(invalid(failure.getParameterName(), "must be present"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(failure instanceof MissingRequestHeaderException missing)) {
            return handleExceptionInternal(failure, null, headers, status, request);
        }
        return respond("Idempotency-Key".equalsIgnoreCase(missing.getHeaderName())
                ? new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_MISSING,
                        "Send an Idempotency-Key header of your own choice.")
                : invalid(missing.getHeaderName(), "must be present"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException failure, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (!(failure instanceof MethodArgumentTypeMismatchException mismatch)) {
            return handleExceptionInternal(failure, null, headers, status, request);
        }
        if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return respond(failure, HttpStatus.NOT_FOUND, request);
        }
        return respond(invalid(mismatch.getName(), UnreadableJson.rule(mismatch.getRequiredType())), request);
    }

    private @Nullable ResponseEntity<Object> respond(ProblemException problem, WebRequest request) {
        return handleExceptionInternal(problem, problem.getBody(), problem.getHeaders(), problem.getStatusCode(),
                request);
    }

    private @Nullable ResponseEntity<Object> respond(Exception failure, HttpStatus status, WebRequest request) {
        return handleExceptionInternal(failure, null, new HttpHeaders(), status, request);
    }

    /// Where every response comes past.
    ///
    /// @param body null where only the status may be told
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
            all.set(HttpHeaders.RETRY_AFTER, Problems.seconds(this.settings.retryAfter()));
        }
        if (status.isSameCodeAs(HttpStatus.CONTENT_TOO_LARGE)) {
            all.set(HttpHeaders.CONNECTION, "close");
        }
        return super.handleExceptionInternal(failure, (body != null) ? body : Problems.ofStatus(status.value()), all,
                status, request);
    }

    private static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(PlatformProblem.VALIDATION_FAILED, "The request breaks a rule.",
                errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
    }

    static ProblemException invalid(String pointer, String rule) {
        return invalid(List.of(new FieldError(pointer, rule)));
    }

    private static List<FieldError> fieldErrors(Errors result, MethodParameter parameter) {
        Function<String, String> name = parameter.hasParameterAnnotation(RequestBody.class) ? ProblemAdvice::pointer
                : Function.identity();
        return result.getAllErrors()
            .stream()
            .map((error) -> new FieldError(name.apply(field(error)), rule(error)))
            .toList();
    }

    private static String field(ObjectError error) {
        return (error instanceof org.springframework.validation.FieldError onField) ? onField.getField() : "";
    }

    /// From a bean path, such as `lines[0].quantity`, to a JSON pointer.
    private static String pointer(String path) {
        return path.isEmpty() ? "" : "/" + path.replace("]", "").replaceAll("[.\\[]", "/");
    }

    /// The name the caller knows the parameter by, which may differ from ours.
    private static String name(MethodParameter parameter) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        String given = (query != null) ? query.name() : (header != null) ? header.name() : "";
        return given.isEmpty() ? String.valueOf(parameter.getParameterName()) : given;
    }

    private static String rule(MessageSourceResolvable error) {
        String message = (error instanceof org.springframework.validation.FieldError onField
                && onField.isBindingFailure()) ? null : error.getDefaultMessage();
        return (message != null) ? message : "is not valid";
    }

    /// Then there is nobody left to respond to.
    static boolean callerHasGone(Throwable failure) {
        return causes(failure).anyMatch((cause) -> cause instanceof IOException
                && Set.of("ClientAbortException", "AsyncRequestNotUsableException")
                    .contains(cause.getClass().getSimpleName()));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, (cause) -> cause != null, Throwable::getCause).limit(20);
    }

}
