package com.example.shop.common.idempotency;

import java.time.Clock;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Stored responses, for services that have a database. Their table is migrated with those of outbox and inbox.
@AutoConfiguration(afterName = "com.example.shop.common.messaging.MessagingAutoConfiguration")
@ConditionalOnClass({ JdbcClient.class, JsonMapper.class })
@ConditionalOnBean({ JdbcClient.class, Clock.class })
@EnableConfigurationProperties(IdempotencyProperties.class)
class IdempotencyAutoConfiguration {

    @Bean
    StoredResponses storedResponses(JdbcClient jdbc, IdempotencyProperties settings, Clock clock) {
        return new StoredResponses(jdbc, settings.retention(), clock);
    }

    @Bean
    Idempotency idempotency(StoredResponses storedResponses, JsonMapper json, PlatformTransactionManager transactions) {
        return new Idempotency(storedResponses, json, new TransactionTemplate(transactions));
    }

}
