package com.example.shop.common.security;

import java.lang.reflect.AnnotatedElement;
import java.util.List;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Ends the start if a controller has a method that does not say who may call it: forgetting to is not the same as opening
/// it to everybody with a token.
class EveryEndpointNamesItsRoles implements SmartInitializingSingleton {

    private final RequestMappingHandlerMapping endpoints;

    EveryEndpointNamesItsRoles(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> unmarked = this.endpoints.getHandlerMethods()
            .values()
            .stream()
            .filter((endpoint) -> !isMarked(endpoint.getMethod()) && !isMarked(endpoint.getBeanType()))
            .map(HandlerMethod::getShortLogMessage)
            .sorted()
            .toList();
        if (!unmarked.isEmpty()) {
            throw new IllegalStateException(
                    "Endpoints need @RolesAllowed, or @PermitAll if no role is needed: " + unmarked);
        }
    }

    private static boolean isMarked(AnnotatedElement element) {
        return AnnotatedElementUtils.hasAnnotation(element, RolesAllowed.class)
                || AnnotatedElementUtils.hasAnnotation(element, PermitAll.class)
                || AnnotatedElementUtils.hasAnnotation(element, DenyAll.class);
    }

}
