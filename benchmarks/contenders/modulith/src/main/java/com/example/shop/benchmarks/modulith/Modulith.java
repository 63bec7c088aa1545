package com.example.shop.benchmarks.modulith;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.Records;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;
import tools.jackson.databind.json.JsonMapper;

import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.modulith.events.RoutingTarget;
import org.springframework.modulith.events.support.EventExternalizerModuleListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// An event is published in the transaction, written into the registry by it, and sent by a listener after the commit;
/// what was left behind is submitted again by a task in the background.
final class Modulith implements Contender {

    private static final int FIRST = 1_000;

    private static final String COPY = """
            INSERT INTO event_publication (id, listener_id, event_type, serialized_event, publication_date,
                   completion_date, status, completion_attempts, last_resubmission_date)
            SELECT gen_random_uuid(), listener_id, event_type, serialized_event, publication_date,
                   completion_date, status, completion_attempts, last_resubmission_date
            FROM event_publication, generate_series(1, ?)
            """;

    private static final String LEFT = """
            SELECT count(*) FROM (SELECT FROM event_publication WHERE completion_date IS NULL LIMIT 1) AS any_left
            """;

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ConfigurableApplicationContext context;

    private final JdbcTemplate jdbc;

    private final TransactionTemplate transactions;

    private final AtomicBoolean relaying;

    private boolean first = true;

    /// By a backlog: what is merely under way must not be sent twice.
    private boolean leftBehind;

    private Modulith(Settings settings) {
        this.context = new SpringApplicationBuilder(Service.class)
            .initializers(
                    starting -> ((GenericApplicationContext) starting).registerBean(Settings.class, () -> settings))
            .run("--spring.datasource.url=" + settings.url(), "--spring.datasource.username=" + settings.user(),
                    "--spring.datasource.password=" + settings.password());
        this.jdbc = this.context.getBean(JdbcTemplate.class);
        this.transactions = new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
        this.relaying = this.context.getBean(AtomicBoolean.class);
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, Modulith::new);
    }

    @Override
    public void write(SampleEvent event) {
        this.transactions.executeWithoutResult(_ -> {
            Shop.insertBusinessRow(this.jdbc, event);
            this.context.publishEvent(event);
        });
    }

    @Override
    public void fill(int events) throws InterruptedException {
        for (int i = 0; i < FIRST; i++) {
            write(SampleEvent.of(UUID.randomUUID(), 1));
        }
        // Until the listener has failed at all of them: the relay is at rest.
        while (count("SELECT count(*) FROM event_publication WHERE status = 'FAILED'") < FIRST) {
            Thread.sleep(PAUSE);
        }
        this.jdbc.update(COPY, events / FIRST - 1);
        this.leftBehind = true;
    }

    private long count(String sql) {
        Long count = this.jdbc.queryForObject(sql, Long.class);
        return (count != null) ? count : 0;
    }

    @Override
    public void startRelay() {
        this.relaying.set(true);
        IncompleteEventPublications incomplete = this.context.getBean(IncompleteEventPublications.class);
        if (this.first) {
            this.first = false;
            // What the library does at a restart, if it is told to; here the relay is at
            // rest then.
            incomplete.resubmitIncompletePublications(_ -> true);
        }
        if (this.leftBehind) {
            this.leftBehind = false;
            Thread.ofPlatform().daemon().name("resubmission").start(() -> resubmit(incomplete));
        }
    }

    private void resubmit(IncompleteEventPublications incomplete) {
        ResubmissionOptions options = ResubmissionOptions.defaults().withBatchSize(1_000).withMaxInFlight(2_000);
        try {
            while (this.relaying.get() && count(LEFT) > 0) {
                incomplete.resubmitIncompletePublications(options);
                Thread.sleep(PAUSE);
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stopRelay() {
        this.relaying.set(false);
    }

    @Override
    public void close() {
        this.context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        AtomicBoolean relaying() {
            return new AtomicBoolean();
        }

        @Bean(destroyMethod = "close")
        Producer<String, byte[]> producer(Settings settings) {
            return Records.producer(settings, Map.of());
        }

        @Bean
        EventExternalizationConfiguration externalization(Settings settings) {
            return EventExternalizationConfiguration.externalizing()
                .select(SampleEvent.class::isInstance)
                .route(SampleEvent.class,
                        event -> RoutingTarget.forTarget(settings.topic()).andKey(event.orderId().toString()))
                .build();
        }

        /// Its module for Kafka is built on the same listener.
        @Bean
        EventExternalizerModuleListener externalizer(EventExternalizationConfiguration externalization,
                Producer<String, byte[]> producer, AtomicBoolean relaying) {
            JsonMapper json = JsonMapper.builder().build();
            return new EventExternalizerModuleListener(externalization, (payload, target) -> {
                CompletableFuture<Object> acknowledgement = new CompletableFuture<>();
                if (!relaying.get() || !(payload instanceof SampleEvent event)) {
                    acknowledgement.completeExceptionally(new IllegalStateException("The relay is at rest"));
                    return acknowledgement;
                }
                producer.send(
                        Records.record(target.getTarget(), UUID.randomUUID().toString(), event.orderId().toString(),
                                event.version(), event.placedAt(), json.writeValueAsBytes(event)),
                        (metadata, failure) -> {
                            if (failure == null) {
                                acknowledgement.complete(metadata);
                            }
                            else {
                                acknowledgement.completeExceptionally(failure);
                            }
                        });
                return acknowledgement;
            });
        }

    }

}
