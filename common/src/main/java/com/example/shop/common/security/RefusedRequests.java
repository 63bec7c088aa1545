package com.example.shop.common.security;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Responds to requests that security refuses. The caller gets the status and which kind of credentials to send, the
/// audit log gets the reason.
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusedRequests implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    /// The methods that Spring Security's firewall lets through.
    private static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private final Audit audit;

    private final HandlerExceptionResolver advice;

    /// @param advice lazily, for it knows every advice, and so this one
    RefusedRequests(Audit audit, @Lazy @Qualifier("handlerExceptionResolver") HandlerExceptionResolver advice) {
        this.audit = audit;
        this.advice = advice;
    }

    /// A refusal that comes from a controller goes on to the security filters, which tell
    /// 401 from 403 and come back here. The advice for all exceptions would make it 500.
    @ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class, RequestRejectedException.class })
    void passOn(RuntimeException refusal) {
        throw refusal;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        boolean tokenSent = why instanceof OAuth2AuthenticationException;
        this.audit.refused(request, HttpStatus.UNAUTHORIZED.value(), tokenSent ? reason(why) : "no token");
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
        respond(request, response, new ErrorResponseException(HttpStatus.UNAUTHORIZED));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        this.audit.refused(request, HttpStatus.FORBIDDEN.value(), "the token's roles do not allow it");
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
        respond(request, response, new ErrorResponseException(HttpStatus.FORBIDDEN));
    }

    /// A path that looks like an attack, or a method that no endpoint has.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException why)
            throws IOException {
        respond(request, response,
                METHODS.contains(request.getMethod()) ? new ErrorResponseException(HttpStatus.BAD_REQUEST)
                        : new HttpRequestMethodNotSupportedException(request.getMethod(), METHODS));
    }

    /// Only the words of the validators: the message of a parser may repeat a part of the
    /// token.
    private static String reason(AuthenticationException why) {
        return (why.getCause() instanceof JwtValidationException invalid)
                ? invalid.getErrors().stream().map(OAuth2Error::toString).collect(Collectors.joining("; "))
                : "the token cannot be verified";
    }

    private void respond(HttpServletRequest request, HttpServletResponse response, Exception refusal)
            throws IOException {
        if (this.advice.resolveException(request, response, null, refusal) == null) {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

}
