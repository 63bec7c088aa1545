package com.example.shop.gateway.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheProperties.class)
class CacheConfiguration {

    @Bean
    AnswerCache answerCache(CacheProperties properties, ObjectProvider<Ticker> ticker) {
        return new AnswerCache(properties, ticker.getIfAvailable(Ticker::systemTicker));
    }

    @Bean
    MeterBinder answerCacheMetrics(AnswerCache cache) {
        return new CaffeineCacheMetrics<>(cache.answers(), "product-answers", Tags.empty());
    }

}
