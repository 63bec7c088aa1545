package com.example.shop.benchmarks.namastack;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.Records;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;
import io.namastack.outbox.Outbox;
import io.namastack.outbox.OutboxProcessingScheduler;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import tools.jackson.databind.json.JsonMapper;

import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Records are scheduled with the aggregate as their key, and handled key by key; instances share the keys by partition.
final class Namastack implements Contender {

    private static final int FIRST = 1_000;

    private static final String COPY = """
            INSERT INTO outbox_record (id, status, record_key, record_type, payload, context, created_at, completed_at,
                   failure_count, failure_reason, next_retry_at, partition_no, handler_id)
            SELECT gen_random_uuid(), status, record_key, record_type, payload, context, created_at, completed_at,
                   failure_count, failure_reason, next_retry_at, partition_no, handler_id
            FROM outbox_record, generate_series(1, ?)
            WHERE status = 'NEW'
            """;

    private final ConfigurableApplicationContext context;

    private final JdbcTemplate jdbc;

    private final TransactionTemplate transactions;

    private final Outbox outbox;

    private final OutboxProcessingScheduler relay;

    private Namastack(Settings settings) {
        this.context = new SpringApplicationBuilder(Service.class)
            .initializers(
                    starting -> ((GenericApplicationContext) starting).registerBean(Settings.class, () -> settings))
            .run("--spring.datasource.url=" + settings.url(), "--spring.datasource.username=" + settings.user(),
                    "--spring.datasource.password=" + settings.password());
        this.jdbc = this.context.getBean(JdbcTemplate.class);
        this.transactions = new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
        this.outbox = this.context.getBean(Outbox.class);
        this.relay = this.context.getBean(OutboxProcessingScheduler.class);
        this.relay.stop();
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, Namastack::new);
    }

    @Override
    public void write(SampleEvent event) {
        this.transactions.executeWithoutResult(_ -> {
            Shop.insertBusinessRow(this.jdbc, event);
            this.outbox.schedule(event, event.orderId().toString());
        });
    }

    @Override
    public void fill(int events) {
        for (int i = 0; i < FIRST; i++) {
            write(SampleEvent.of(UUID.randomUUID(), 1));
        }
        this.jdbc.update(COPY, events / FIRST - 1);
    }

    @Override
    public void startRelay() {
        this.relay.start();
    }

    @Override
    public void stopRelay() {
        this.relay.stop();
    }

    @Override
    public void close() {
        this.context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableScheduling
    static class Service {

        @Bean(destroyMethod = "close")
        Producer<String, byte[]> producer(Settings settings) {
            return Records.producer(settings, Map.of());
        }

        @Bean
        Handler handler(Settings settings, Producer<String, byte[]> producer) {
            return new Handler(settings.topic(), producer);
        }

    }

    /// Its module for Kafka waits for the acknowledgement in the same place.
    static final class Handler implements OutboxTypedHandler<SampleEvent> {

        private final JsonMapper json = JsonMapper.builder().build();

        private final String topic;

        private final Producer<String, byte[]> producer;

        Handler(String topic, Producer<String, byte[]> producer) {
            this.topic = topic;
            this.producer = producer;
        }

        @Override
        public void handle(SampleEvent event, OutboxRecordMetadata metadata) {
            Instant time = metadata.getCreatedAt();
            try {
                this.producer
                    .send(Records.record(this.topic, UUID.randomUUID().toString(), metadata.getKey(), event.version(),
                            time, this.json.writeValueAsBytes(event)))
                    .get();
            }
            catch (ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
            catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interruption);
            }
        }

    }

}
