package com.example.shop.common.security;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/// Lets a refusal that comes from a controller go on to the security filters, which tell 401 from 403 and write it
/// down. Without this, the advice for everything else would take it for a failure.
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalAdvice {

    @ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class, RequestRejectedException.class })
    void passOn(RuntimeException refusal) {
        throw refusal;
    }

}
