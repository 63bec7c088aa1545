package com.example.shop.gateway.limits;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
class RateLimitConfiguration {

    @Bean
    RateLimits rateLimits(RateLimitProperties properties, ObjectProvider<TimeMeter> clock, MeterRegistry metrics) {
        return new RateLimits(properties, clock.getIfAvailable(() -> TimeMeter.SYSTEM_NANOTIME), metrics);
    }

    /// Outside the security filters, which would check the secret first: that costs more
    /// than anything else a stranger can ask for.
    @Bean
    FilterRegistrationBean<Filter> tokenRateLimit(RateLimits limits) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(limits.aroundTokens());
        registration.setName("tokenRateLimit");
        registration.addUrlPatterns("/oauth2/token");
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }

}
