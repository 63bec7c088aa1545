package com.example.shop.common.security;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

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
import org.springframework.web.servlet.HandlerExceptionResolver;

/// How this platform says no. The caller learns the status and which kind of credentials to bring, the audit log learns
/// the reason.
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    /// The methods that Spring Security's firewall lets through.
    private static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private final Audit audit;

    /// Makes the body, whoever makes the bodies here.
    private final HandlerExceptionResolver answers;

    Refusals(Audit audit, HandlerExceptionResolver answers) {
        this.audit = audit;
        this.answers = answers;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        boolean tokenSent = why instanceof OAuth2AuthenticationException;
        this.audit.refused(request, HttpStatus.UNAUTHORIZED.value(), tokenSent ? reason(why) : "no token");
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
        answer(request, response, new ErrorResponseException(HttpStatus.UNAUTHORIZED));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        this.audit.refused(request, HttpStatus.FORBIDDEN.value(), "the token's roles do not allow it");
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
        answer(request, response, new ErrorResponseException(HttpStatus.FORBIDDEN));
    }

    /// What looks like an attack on the path, and methods that nobody here speaks.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException why)
            throws IOException {
        answer(request, response,
                METHODS.contains(request.getMethod()) ? new ErrorResponseException(HttpStatus.BAD_REQUEST)
                        : new HttpRequestMethodNotSupportedException(request.getMethod(), METHODS));
    }

    /// Only words of ours and of the validators: the text of a parser's failure may
    /// repeat a part of the token.
    private static String reason(AuthenticationException why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof JwtValidationException invalid) {
                return invalid.getErrors().stream().map(Refusals::description).collect(Collectors.joining("; "));
            }
        }
        return "the token cannot be verified";
    }

    private static String description(OAuth2Error error) {
        String description = error.getDescription();
        return (description != null) ? description : error.getErrorCode();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Exception answer) throws IOException {
        if (this.answers.resolveException(request, response, null, answer) == null) {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

}
