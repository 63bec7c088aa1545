package com.example.shop.common.messaging;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

/// What outbox and inbox share, for services that have a database and talk to Kafka.
@AutoConfiguration(after = { JdbcClientAutoConfiguration.class, KafkaAutoConfiguration.class,
        TaskExecutionAutoConfiguration.class }, before = TaskSchedulingAutoConfiguration.class)
@ConditionalOnClass({ KafkaAdmin.class, JdbcClient.class, Flyway.class })
@ConditionalOnBean({ KafkaAdmin.class, JdbcClient.class })
@EnableConfigurationProperties(MessagingProperties.class)
@Import(SchedulingConfiguration.class)
class MessagingAutoConfiguration {

    /// The tables of outbox and inbox have a history of their own, so that the numbers of
    /// a service's migrations are free; and they come first, so that those may refer to
    /// them.
    @Bean
    FlywayMigrationStrategy messagingSchemaFirst(DatabaseSessions sessions, JdbcConnectionDetails database) {
        DatabaseWait wait = new DatabaseWait(sessions, database);
        return service -> {
            wait.untilItAnswers();
            Flyway.configure(service.getConfiguration().getClassLoader())
                .dataSource(service.getConfiguration().getDataSource())
                .schemas("messaging")
                .locations("classpath:db/messaging")
                .load()
                .migrate();
            service.migrate();
        };
    }

    @Bean
    DatabaseSessions databaseSessions(JdbcConnectionDetails database, MessagingProperties settings,
            Environment environment) {
        return new DatabaseSessions(database, settings, environment.getRequiredProperty("spring.application.name"));
    }

    @Bean
    TopicCreation topicCreation(KafkaAdmin admin, MessagingProperties settings, ObjectProvider<UsedTopics> used) {
        return new TopicCreation(admin.getConfigurationProperties(), settings, used.stream().toList());
    }

    @Bean
    EventJson eventJson() {
        return new EventJson();
    }

    /// Ticks in microseconds, the precision of PostgreSQL, so that a time is read as it
    /// was written.
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Bean
    TraceCarrier traceCarrier(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        return new TraceCarrier(tracer.getIfAvailable(() -> Tracer.NOOP),
                propagator.getIfAvailable(() -> Propagator.NOOP));
    }

}
