package com.example.shop.common.testservice;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.outbox.Outbox;
import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import com.example.shop.localplatform.infrastructure.TestIssuer;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// One instance of the test service. Instances with the same name are instances of one service: they share its database
/// and its place in Kafka.
public final class TestService implements AutoCloseable {

    public static final TestIssuer ISSUER = TestIssuer.start();

    private final ConfigurableApplicationContext context;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts an instance.
    /// @param name of the service and its database: lower case letters and underscores
    public static TestService start(String name, String... settings) {
        return start(name, Infrastructure.shared().bootstrapServers(), settings);
    }

    public static TestService start(String name, String bootstrapServers, String... settings) {
        Database database = Infrastructure.shared().database(name);
        Stream<String> own = Stream.of("spring.config.name=test-service", "spring.application.name=" + name,
                "spring.datasource.url=" + database.url(), "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password(),
                "spring.kafka.bootstrap-servers=" + bootstrapServers, "security.issuer=" + ISSUER.issuer(),
                "security.jwk-set-uri=" + ISSUER.jwkSetUri());
        String[] arguments = Stream.concat(own, Arrays.stream(settings))
            .map(setting -> "--" + setting)
            .toArray(String[]::new);
        return new TestService(new SpringApplicationBuilder(Application.class).run(arguments));
    }

    public <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

    public Effects effects() {
        return bean(Effects.class);
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    public int port() {
        return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public void append(Event... events) {
        inTransaction(() -> {
            Arrays.stream(events).forEach(bean(Outbox.class)::append);
            return events.length;
        });
    }

    public <T> T inTransaction(Supplier<T> work) {
        return new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(_ -> work.get());
    }

    /// The versions of the events of an aggregate that wait in the outbox.
    public List<Long> waiting(String aggregate) {
        return jdbc().sql("SELECT version FROM messaging.outbox WHERE aggregate = :aggregate ORDER BY position")
            .param("aggregate", aggregate)
            .query((found, _) -> found.getLong(1))
            .list();
    }

    /// Ends the database sessions whose purpose starts like this, as the server's own
    /// crash
    /// or a cut network would.
    public static int endSessions(String name, String purpose) {
        Database database = Infrastructure.shared().database(name);
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var ending = connection.prepareStatement("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE application_name LIKE ? AND pid <> pg_backend_pid()
                        """)) {
            ending.setString(1, name + " " + purpose + "%");
            try (var found = ending.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
        catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        this.context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Effects effects(JdbcClient jdbc) {
            return new Effects(jdbc);
        }

        @Bean
        Effects.WhenPlaced whenPlaced(Effects effects) {
            return new Effects.WhenPlaced(effects);
        }

        @Bean
        Effects.WhenReserved whenReserved(Effects effects) {
            return new Effects.WhenReserved(effects);
        }

    }

}
