package com.example.shop.common.security;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Ends the start if a controller has a method that does not say who may call it: forgetting to is not the same as opening
/// it to everybody with a token.
class EveryEndpointNamesItsRoles implements SmartInitializingSingleton {

    private static final List<Class<? extends Annotation>> MARKS = List.of(RolesAllowed.class, PermitAll.class,
            DenyAll.class);

    private final RequestMappingHandlerMapping endpoints;

    EveryEndpointNamesItsRoles(RequestMappingHandlerMapping endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> unmarked = this.endpoints.getHandlerMethods()
            .values()
            .stream()
            .filter((endpoint) -> !isMarked(endpoint))
            .map(HandlerMethod::getShortLogMessage)
            .sorted()
            .toList();
        if (!unmarked.isEmpty()) {
            throw new IllegalStateException(
                    "Endpoints need @RolesAllowed, or @PermitAll if no role is needed: " + unmarked);
        }
    }

    private static boolean isMarked(HandlerMethod endpoint) {
        return Stream.of(endpoint.getMethod(), endpoint.getBeanType())
            .anyMatch(
                    (element) -> MARKS.stream().anyMatch((mark) -> AnnotatedElementUtils.hasAnnotation(element, mark)));
    }

}
