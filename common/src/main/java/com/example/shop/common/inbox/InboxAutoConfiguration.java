package com.example.shop.common.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Properties;

import com.example.shop.common.messaging.DatabaseSessions;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.MessagingProperties;
import com.example.shop.common.messaging.TraceCarrier;
import com.example.shop.common.messaging.UsedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The inbox, for services that have a database and at least one handler of events.
@AutoConfiguration(afterName = "com.example.shop.common.messaging.MessagingAutoConfiguration")
@ConditionalOnClass({ ConsumerFactory.class, JdbcClient.class, MeterRegistry.class })
@ConditionalOnBean({ DatabaseSessions.class, EventHandler.class })
@EnableConfigurationProperties(InboxProperties.class)
class InboxAutoConfiguration {

    /// The database ends those that take longer (platform-defaults.yml).
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);

    private static final Duration AUTHORIZATION_PAUSE = Duration.ofSeconds(5);

    /// Also how much longer than `inbox.retry-pause` a pause may become.
    private static final Duration LONGEST_POLL = Duration.ofMillis(250);

    /// How long an operator waits for dead letters that Kafka does not deliver.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    private final InboxProperties settings;

    private final MessagingProperties messaging;

    private final String service;

    InboxAutoConfiguration(InboxProperties settings, MessagingProperties messaging, Environment environment) {
        if (settings.retention().compareTo(messaging.retention()) <= 0) {
            throw new IllegalStateException(
                    "inbox.retention (%s) must be longer than messaging.retention (%s): while Kafka keeps an event, "
                        .formatted(settings.retention(), messaging.retention())
                            + "it can be delivered again, and the inbox must remember it");
        }
        this.settings = settings;
        this.messaging = messaging;
        this.service = environment.getRequiredProperty("spring.application.name");
    }

    @Bean
    EventHandlers eventHandlers(ObjectProvider<EventHandler<?>> handlers) {
        return new EventHandlers(handlers.stream().toList());
    }

    @Bean
    UsedTopics topicsThisServiceListensTo(EventHandlers eventHandlers) {
        return new UsedTopics(eventHandlers.types());
    }

    @Bean
    Inbox inbox(JdbcTemplate jdbc, PlatformTransactionManager transactions, TraceCarrier traces,
            InboxReport inboxReport, Clock clock) {
        return new Inbox(jdbc, new TransactionTemplate(transactions), traces, inboxReport, clock);
    }

    @Bean
    InboxPurge inboxPurge(JdbcClient jdbc, Clock clock) {
        return new InboxPurge(jdbc, this.settings.retention(), clock);
    }

    @Bean
    InboxReport inboxReport(ObjectProvider<MeterRegistry> registry) {
        return new InboxReport(registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    InboxListener inboxListener(EventHandlers eventHandlers, EventJson json, Inbox inbox, InboxReport inboxReport) {
        return new InboxListener(new EventReader(eventHandlers, json), inbox, inboxReport);
    }

    @Bean
    DeadLetterRecoverer deadLetterRecoverer(ProducerFactory<byte[], byte[]> kafka, InboxReport inboxReport,
            Clock clock) {
        return new DeadLetterRecoverer(kafka, this.messaging.largestDeadLetter(), this.settings, inboxReport,
                this.service, clock);
    }

    @Bean
    RetryingListener retryingListener(InboxListener inboxListener, DeadLetterRecoverer deadLetterRecoverer,
            InboxReport inboxReport) {
        return new RetryingListener(inboxListener, deadLetterRecoverer, this.settings, inboxReport);
    }

    /// The consumer group has the name of the service; every instance is a member.
    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> inboxContainer(ConsumerFactory<byte[], byte[]> kafka,
            RetryingListener retryingListener, UsedTopics topicsThisServiceListensTo) {
        ContainerProperties properties = new ContainerProperties(
                topicsThisServiceListensTo.names().toArray(String[]::new));
        properties.setGroupId(this.service);
        properties.setMessageListener(retryingListener);
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setPollTimeout(LONGEST_POLL.toMillis());
        properties.setShutdownTimeout(LONGEST_TRANSACTION.toMillis());
        // Missing rights are granted by people; they should not have to restart
        // consumers, too.
        properties.setAuthExceptionRetryInterval(AUTHORIZATION_PAUSE);
        properties.setMicrometerEnabled(false);
        Properties config = consumerSettings();
        config.setProperty(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        properties.setKafkaConsumerProperties(config);
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(kafka,
                properties);
        container.setConcurrency(this.settings.concurrency());
        // What the listener does not handle, such as offsets that cannot be committed:
        // InboxWatchdog starts the consumers again, and they go on behind what was
        // committed.
        container.setCommonErrorHandler(new CommonContainerStoppingErrorHandler());
        container.setBeanName("inbox");
        container.setAutoStartup(false);
        return container;
    }

    @Bean
    InboxWatchdog inboxHealthIndicator(ConcurrentMessageListenerContainer<byte[], byte[]> inboxContainer) {
        return new InboxWatchdog(inboxContainer);
    }

    @Bean
    DeadLetterPositions deadLetterPositions(JdbcClient jdbc) {
        return new DeadLetterPositions(jdbc);
    }

    @Bean
    DeadLetters deadLetters(ConsumerFactory<byte[], byte[]> kafka, DeadLetterPositions deadLetterPositions) {
        String timeout = String.valueOf(READ_TIMEOUT.toMillis());
        Properties config = consumerSettings();
        config.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        config.setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        return new DeadLetters(() -> kafka.createConsumer(null, null, null, config), deadLetterPositions::of,
                READ_TIMEOUT);
    }

    @Bean
    DeadLetterReplay deadLetterReplay(DeadLetters deadLetters, InboxListener inboxListener,
            DeadLetterRecoverer deadLetterRecoverer, DeadLetterPositions deadLetterPositions,
            DatabaseSessions sessions) {
        return new DeadLetterReplay(deadLetters, inboxListener, deadLetterRecoverer, deadLetterPositions, sessions,
                this.settings.replayLimit());
    }

    private Properties consumerSettings() {
        Properties config = new Properties();
        config.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        config.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        config.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(this.settings.batchSize()));
        return config;
    }

}
