package com.example.shop.common.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.example.shop.common.messaging.DatabaseSessions;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.MessagingProperties;
import com.example.shop.common.messaging.ServiceName;
import com.example.shop.common.messaging.TraceCarrier;
import com.example.shop.common.messaging.UsedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
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

    /// More than the largest dead letter: Kafka's own limit counts headers and key too.
    private static final int ROOM_FOR_HEADERS = 16 * 1024;

    private final InboxProperties settings;

    private final MessagingProperties messaging;

    InboxAutoConfiguration(InboxProperties settings, MessagingProperties messaging) {
        if (settings.retention().compareTo(messaging.retention()) <= 0) {
            throw new IllegalStateException(
                    "inbox.retention (%s) must be longer than messaging.retention (%s): while Kafka keeps an event, "
                        .formatted(settings.retention(), messaging.retention())
                            + "it can come again, and the inbox must remember it");
        }
        this.settings = settings;
        this.messaging = messaging;
    }

    @Bean
    EventHandlers eventHandlers(ObjectProvider<EventHandler<?>> handlers) {
        return new EventHandlers(handlers.stream().toList());
    }

    @Bean
    UsedTopics topicsThisServiceListensTo(EventHandlers eventHandlers) {
        return new UsedTopics(eventHandlers.topics());
    }

    @Bean
    Inbox inbox(EventHandlers eventHandlers, EventJson json, JdbcTemplate jdbc, PlatformTransactionManager transactions,
            TraceCarrier traces, InboxMetrics inboxMetrics, Clock clock) {
        return new Inbox(eventHandlers, json, jdbc, new TransactionTemplate(transactions), traces, inboxMetrics, clock);
    }

    @Bean
    InboxPurge inboxPurge(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        return new InboxPurge(jdbc, new TransactionTemplate(transactions), this.settings.retention(), clock);
    }

    @Bean
    InboxMetrics inboxMetrics(ObjectProvider<MeterRegistry> registry) {
        return new InboxMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    DeadLetterWriter deadLetterWriter(ProducerFactory<?, ?> kafka, InboxMetrics inboxMetrics, Clock clock,
            ServiceName service) {
        int timeout = Math.toIntExact(this.settings.deadLetterTimeout().toMillis());
        Map<String, Object> config = new HashMap<>(kafka.getConfigurationProperties());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Math.toIntExact(this.messaging.largestDeadLetter().toBytes()) + ROOM_FOR_HEADERS);
        return new DeadLetterWriter(
                () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()), this.settings,
                inboxMetrics, service, clock);
    }

    @Bean
    InboxListener inboxListener(Inbox inbox, DeadLetterWriter deadLetterWriter, InboxMetrics inboxMetrics) {
        return new InboxListener(inbox, deadLetterWriter, this.settings, inboxMetrics);
    }

    /// Whose offsets say how far this service has come: its name. Every instance of it is
    /// a member of this group.
    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> inboxContainer(ConsumerFactory<?, ?> kafka,
            InboxListener inboxListener, EventHandlers eventHandlers, ServiceName service) {
        ContainerProperties properties = new ContainerProperties(eventHandlers.topics().toArray(String[]::new));
        properties.setGroupId(service.value());
        properties.setMessageListener(inboxListener);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setSyncCommits(true);
        properties.setShutdownTimeout(LONGEST_TRANSACTION.toMillis());
        // Missing rights are put right by people; a consumer that gave up would have to
        // be restarted by them, too.
        properties.setAuthExceptionRetryInterval(this.settings.longestOutagePause());
        properties.setListenerTaskExecutor(virtualThreads());
        properties.setMicrometerEnabled(false);
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(consumerSettings(kafka.getConfigurationProperties()),
                        new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                properties);
        container.setConcurrency(this.settings.concurrency());
        container.setCommonErrorHandler(inboxListener.errorHandler());
        container.setBeanName("inbox");
        container.setAutoStartup(false);
        return container;
    }

    @Bean
    InboxWatchdog inboxHealthIndicator(ConcurrentMessageListenerContainer<byte[], byte[]> inboxContainer) {
        return new InboxWatchdog(inboxContainer);
    }

    @Bean
    DeadLetters deadLetters(ConsumerFactory<?, ?> kafka, Inbox inbox, DeadLetterWriter deadLetterWriter,
            JdbcClient jdbc, DatabaseSessions sessions) {
        Map<String, Object> config = readerSettings(kafka.getConfigurationProperties());
        return new DeadLetters(
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()), inbox,
                deadLetterWriter, jdbc, sessions, this.settings);
    }

    /// Reads where it is told to and is in no group.
    private Map<String, Object> readerSettings(Map<String, Object> base) {
        int timeout = Math.toIntExact(this.settings.readTimeout().toMillis());
        Map<String, Object> config = new HashMap<>(base);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, this.settings.batchSize());
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        return config;
    }

    private Map<String, Object> consumerSettings(Map<String, Object> base) {
        Map<String, Object> config = new HashMap<>(base);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, this.settings.batchSize());
        return config;
    }

    private static SimpleAsyncTaskExecutor virtualThreads() {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("inbox-");
        executor.setVirtualThreads(true);
        return executor;
    }

}
