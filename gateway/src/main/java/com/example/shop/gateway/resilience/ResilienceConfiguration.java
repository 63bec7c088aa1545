package com.example.shop.gateway.resilience;

import java.time.Clock;

import com.example.shop.gateway.exchange.ExchangeProperties;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ResilienceConfiguration {

    @Bean
    Resilience resilience(CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads, RetryRegistry retries,
            ExchangeProperties limits) {
        return new Resilience(breakers, bulkheads, retries, limits, Clock.systemUTC());
    }

}
