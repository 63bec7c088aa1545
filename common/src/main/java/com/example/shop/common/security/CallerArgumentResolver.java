package com.example.shop.common.security;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Fills a controller's {@link Caller} from the token, never from anything else in the request.
class CallerArgumentResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    static final String ROLE_PREFIX = "ROLE_";

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller) {
            return new Caller(caller.getName(), roles(caller));
        }
        throw new AuthenticationCredentialsNotFoundException("A token is needed here");
    }

    private static Set<String> roles(JwtAuthenticationToken caller) {
        return caller.getAuthorities()
            .stream()
            .map((authority) -> String.valueOf(authority.getAuthority()))
            .filter((authority) -> authority.startsWith(ROLE_PREFIX))
            .map((authority) -> authority.substring(ROLE_PREFIX.length()))
            .collect(Collectors.toUnmodifiableSet());
    }

}
