package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.example.shop.common.messaging.DatabaseSessions;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.MessagingProperties;
import com.example.shop.common.messaging.TraceCarrier;
import com.example.shop.common.messaging.UsedTopics;
import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/// The outbox and its relay, for services that have a database and say which events they send.
@AutoConfiguration(afterName = "com.example.shop.common.messaging.MessagingAutoConfiguration")
@ConditionalOnClass({ ProducerFactory.class, JdbcTemplate.class, MeterRegistry.class })
@ConditionalOnBean({ DatabaseSessions.class, SentEvents.class })
@EnableConfigurationProperties(OutboxProperties.class)
class OutboxAutoConfiguration {

    /// More than the largest event: Kafka's own limit counts headers and key too.
    private static final int ROOM_FOR_HEADERS = 16 * 1024;

    /// The relay says when a batch is complete. Sent at once, its first event would be a
    /// request of its own, and a request costs far more than an event.
    private static final Duration LONGER_THAN_A_BATCH_TAKES = Duration.ofMillis(100);

    private static final DataSize REQUEST_PER_PARTITION = DataSize.ofKilobytes(64);

    @Bean
    Outbox outbox(SentEvents sent, PlatformTransactionManager transactionManager, JdbcTemplate jdbc, EventJson json,
            TraceCarrier traces, Clock clock, WakeUp relayWakeUp, Backlog outboxBacklog) {
        TransactionalOutbox outbox = new TransactionalOutbox(sent, transactionManager, jdbc, json, traces,
                Generators.timeBasedEpochGenerator()::generate, clock, relayWakeUp, outboxBacklog);
        if (!(transactionManager instanceof ConfigurableTransactionManager manager)) {
            throw new IllegalStateException("The outbox cannot listen to " + transactionManager.getClass().getName());
        }
        manager.addListener(outbox);
        return outbox;
    }

    @Bean
    WakeUp relayWakeUp() {
        return new WakeUp();
    }

    @Bean
    RelayLoop relayLoop(DatabaseSessions sessions, EventSenders eventSenders, WakeUp relayWakeUp,
            OutboxProperties settings, RelayStatus relayStatus) {
        return new RelayLoop(sessions, eventSenders, relayWakeUp, settings, relayStatus);
    }

    @Bean
    EventSenders eventSenders(SentEvents sent, ProducerFactory<?, ?> kafka, OutboxProperties settings,
            MessagingProperties messaging, TraceCarrier traces) {
        Map<String, Object> config = producerSettings(kafka.getConfigurationProperties(), settings, messaging);
        Supplier<Producer<String, byte[]>> producers = () -> new KafkaProducer<>(config, new StringSerializer(),
                new ByteArraySerializer());
        return () -> new KafkaEventSender(sent, producers, traces);
    }

    private static Map<String, Object> producerSettings(Map<String, Object> base, OutboxProperties settings,
            MessagingProperties messaging) {
        Map<String, Object> config = new HashMap<>(base);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LONGER_THAN_A_BATCH_TAKES.toMillis());
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.toIntExact(REQUEST_PER_PARTITION.toBytes()));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.maxBlock().toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(settings.deliveryTimeout().toMillis()));
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.deliveryTimeout().dividedBy(2).toMillis()));
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RelayLoop.LONGEST_BACKOFF.toMillis());
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Math.toIntExact(messaging.largestEvent().toBytes()) + ROOM_FOR_HEADERS);
        return config;
    }

    @Bean
    RelayStatus relayStatus(Clock clock, ObjectProvider<MeterRegistry> registry) {
        return new RelayStatus(clock, registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    Backlog outboxBacklog(JdbcClient jdbc, Clock clock, OutboxProperties settings,
            ObjectProvider<MeterRegistry> registry) {
        Backlog backlog = new Backlog(jdbc, clock, settings);
        registry.ifAvailable(meters -> {
            Gauge.builder("outbox.waiting", backlog, waiting -> waiting.sample().waiting())
                .description("Pending events, counted up to 100,000 or to the limit")
                .register(meters);
            Gauge.builder("outbox.oldest", backlog, waiting -> waiting.sample().oldestSeconds())
                .description("Age of the oldest pending event, not counting those behind a parked one")
                .baseUnit("seconds")
                .register(meters);
            Gauge.builder("outbox.parked.waiting", backlog, waiting -> waiting.sample().parked())
                .description("Events that Kafka refuses and that wait for an operator")
                .register(meters);
        });
        return backlog;
    }

    @Bean
    OutboxHealth outboxHealthIndicator(Backlog outboxBacklog, RelayStatus relayStatus) {
        return new OutboxHealth(outboxBacklog, relayStatus);
    }

    @Bean
    UsedTopics topicsThisServiceSendsTo(SentEvents sent) {
        return new UsedTopics(sent.types());
    }

    @Bean
    ParkedEvents parkedEvents(JdbcClient jdbc, SentEvents sent, WakeUp relayWakeUp) {
        return new ParkedEvents(jdbc, sent, relayWakeUp);
    }

    /// Makes a sender for each time this process becomes the leader. A type of its own: a
    /// bean that is a bare `Supplier` could be anything.
    interface EventSenders extends Supplier<EventSender> {

    }

}
