package com.example.shop.common.operations;

import com.example.shop.common.inbox.DeadLetterReplay;
import com.example.shop.common.inbox.DeadLetters;
import com.example.shop.common.messaging.UsedTopics;
import com.example.shop.common.outbox.ParkedEvents;
import com.example.shop.common.security.Audit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;

/// The operators' endpoints, for services with an outbox or an inbox.
@AutoConfiguration(afterName = { "com.example.shop.common.outbox.OutboxAutoConfiguration",
        "com.example.shop.common.inbox.InboxAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ ConsumerFactory.class, JdbcClient.class })
class OperationsAutoConfiguration {

    @Bean
    @ConditionalOnBean(ParkedEvents.class)
    ParkedEventsController parkedEventsController(ParkedEvents parkedEvents, UsedTopics topicsThisServiceSendsTo,
            Audit audit) {
        return new ParkedEventsController(parkedEvents, topicsThisServiceSendsTo, audit);
    }

    @Bean
    @ConditionalOnBean(DeadLetters.class)
    DeadLettersController deadLettersController(DeadLetters deadLetters, DeadLetterReplay deadLetterReplay,
            UsedTopics topicsThisServiceListensTo, Audit audit) {
        return new DeadLettersController(deadLetters, deadLetterReplay, topicsThisServiceListensTo, audit);
    }

}
