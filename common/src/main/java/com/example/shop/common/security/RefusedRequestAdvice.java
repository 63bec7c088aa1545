package com.example.shop.common.security;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/// Passes a refusal that comes from a controller on to the security filters, which tell 401 from 403 and write it to the
/// audit log. Without this, the advice for all exceptions would answer it with 500.
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusedRequestAdvice {

    @ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class, RequestRejectedException.class })
    void passOn(RuntimeException refusal) {
        throw refusal;
    }

}
