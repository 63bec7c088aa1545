package com.example.shop.common.testservice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.outbox.Outbox;
import com.example.shop.common.outbox.SentEvents;
import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import com.example.shop.localplatform.infrastructure.TestIssuer;
import jakarta.annotation.security.RolesAllowed;
import org.awaitility.Awaitility;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// One instance of the test service.
public final class TestService implements AutoCloseable {

    /// All instances belong to one service: they share its database and its place in
    /// Kafka. The name makes it the one that sends orders' events; unlike the real one it
    /// also listens to them.
    public static final String NAME = "order-service";

    private static final String DATABASE = "test_service";

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static {
        // A machine that builds other things as well is slow; a test that is going to
        // pass waits no longer for it.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final Database database;

    private final ConfigurableApplicationContext context;

    private TestService(Database database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /// The instance that all tests use; nobody closes it.
    public static TestService shared() {
        return Shared.INSTANCE;
    }

    /// @param settings each `name=value`; they win over the usual ones
    public static TestService start(String... settings) {
        return start(Application.class, Infrastructure.shared().database(DATABASE), settings);
    }

    /// An instance of another service, with a database of its own.
    public static TestService startAnother(String name, Class<?> application) {
        return start(application, Infrastructure.shared().database(name.replace('-', '_')),
                "spring.application.name=" + name);
    }

    /// An instance that uses JPA, and so the transaction manager of JPA.
    public static TestService startWithJpa() {
        return start("spring.autoconfigure.exclude=", "spring.jpa.open-in-view=false");
    }

    private static TestService start(Class<?> application, Database database, String... settings) {
        Stream<String> usual = Stream.of("spring.config.name=test-service", "spring.application.name=" + NAME,
                "spring.datasource.url=" + database.url(), "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password(),
                "spring.kafka.bootstrap-servers=" + Infrastructure.shared().bootstrapServers(),
                "security.issuer=" + ISSUER.issuer(), "security.jwk-set-uri=" + ISSUER.jwkSetUri(),
                "spring.autoconfigure.exclude=" + HibernateJpaAutoConfiguration.class.getName(),
                // Many of the tests wait for a handler to fail for the last time.
                "inbox.retry-pause=100ms");
        // Of an option that stands twice on the command line, Spring would make a list.
        Map<String, String> byName = new LinkedHashMap<>();
        Stream.concat(usual, Arrays.stream(settings))
            .forEach(setting -> byName.put(setting.split("=")[0], "--" + setting));
        return new TestService(database,
                new SpringApplicationBuilder(application).run(byName.values().toArray(String[]::new)));
    }

    /// A connection of the tests' own, as the service's user.
    public Connection connect(String purpose) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", this.database.user());
        properties.put("password", this.database.password());
        properties.put("ApplicationName", purpose);
        return DriverManager.getConnection(this.database.url(), properties);
    }

    /// Asks the service's HTTP interface.
    /// @param who `name:ROLE`
    public HttpResponse<String> call(String who, String method, String path) {
        String[] caller = who.split(":");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .header("Authorization", "Bearer " + ISSUER.token(caller[0], caller[1]))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        }
        catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    public String url() {
        return this.database.url();
    }

    public String user() {
        return this.database.user();
    }

    public String password() {
        return this.database.password();
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

    private int port() {
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

    /// Ends the database sessions with this purpose, as a crash or a cut network would,
    /// and
    /// waits until they are gone.
    public int endSessions(String purpose) {
        try (Connection connection = connect("test"); var ending = connection.prepareStatement("""
                SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
                WHERE application_name = ? AND datname = current_database()
                """)) {
            ending.setString(1, purpose);
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

    private static final class Shared {

        private static final TestService INSTANCE = start();

    }

    /// A request that appends an event, as most do that change something.
    @RestController
    static class Placement {

        private final Outbox outbox;

        private final TransactionTemplate transaction;

        Placement(Outbox outbox, TransactionTemplate transaction) {
            this.outbox = outbox;
            this.transaction = transaction;
        }

        @PostMapping("/api/orders/{id}")
        @RolesAllowed("CUSTOMER")
        void place(@PathVariable UUID id) {
            this.transaction.executeWithoutResult(_ -> this.outbox.append(Samples.placed(id, 1L)));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        SentEvents sentEvents() {
            return SentEvents.of(OrderPlaced.class, OrderCancelled.class);
        }

        @Bean
        Effects effects(JdbcClient jdbc) {
            return new Effects(jdbc);
        }

        @Bean
        Placement placement(Outbox outbox, PlatformTransactionManager transactions) {
            return new Placement(outbox, new TransactionTemplate(transactions));
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
