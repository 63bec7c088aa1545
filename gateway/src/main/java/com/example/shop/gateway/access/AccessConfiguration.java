package com.example.shop.gateway.access;

import com.example.shop.gateway.limits.RateLimits;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/// Three kinds of addresses: pages for people, health for whoever runs the gateway, and the API, which is closed but for
/// looking at products. What all have in common is in `common.security`.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final String[] PAGES = { "/", "/docs", "/docs/**", "/openapi.yaml", "/problems/**" };

    private static final String[] HEALTH = { "/livez", "/readyz" };

    private static final String PRODUCTS = "/api/products/**";

    /// Scripts and styles come from files of ours, never from the page itself; pictures
    /// may stand inside a style sheet, as those of Swagger UI do.
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, RateLimits limits) {
        return http.securityMatcher(PAGES)
            .headers((headers) -> headers.contentSecurityPolicy((policy) -> policy.policyDirectives(PAGE_POLICY)))
            .authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
            .addFilterAfter(limits.afterAuthentication(), SecurityContextHolderFilter.class)
            .build();
    }

    /// Without a rate limit: whoever asks too seldom would take a busy gateway for a dead
    /// one.
    @Bean
    @Order(3)
    SecurityFilterChain health(HttpSecurity http) {
        return http.securityMatcher(HEALTH)
            .authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
            .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain api(HttpSecurity http, RateLimits limits, AuthenticationEntryPoint refusal) {
        return http
            .authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.GET, PRODUCTS)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, PRODUCTS)
                .permitAll()
                .anyRequest()
                .authenticated())
            .oauth2ResourceServer((server) -> server.authenticationEntryPoint(limits.beforeRefusal(refusal))
                .jwt(Customizer.withDefaults()))
            .addFilterAfter(limits.afterAuthentication(), BearerTokenAuthenticationFilter.class)
            .build();
    }

}
