package com.example.shop.common.problem;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Refuses a request before the controller runs if the caller does not accept JSON. Spring would only find out when it
/// writes the response, and then the order has been placed.
class AcceptsJson implements HandlerInterceptor {

    private static final List<MediaType> OFFERED = List.of(MediaType.APPLICATION_JSON);

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        if (handler instanceof HandlerMethod method && !saysWhatItProduces(method) && !acceptsJson(request)) {
            throw new HttpMediaTypeNotAcceptableException(OFFERED);
        }
        return true;
    }

    private static boolean saysWhatItProduces(HandlerMethod method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
        return mapping == null || mapping.produces().length > 0;
    }

    private static boolean acceptsJson(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        List<String> accepted = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        try {
            return accepted.isEmpty() || MediaType.parseMediaTypes(accepted)
                .stream()
                .anyMatch((type) -> type.isCompatibleWith(MediaType.APPLICATION_JSON));
        }
        catch (InvalidMediaTypeException ex) {
            throw new HttpMediaTypeNotAcceptableException("The Accept header cannot be understood");
        }
    }

}
