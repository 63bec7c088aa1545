package com.example.shop.benchmarks.ours;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.outbox.Outbox;
import com.example.shop.common.outbox.SentEvents;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The outbox of this project. What stands on the command line (`--outbox.batch-size=...`) reaches the service's settings.
final class Ours implements Contender {

    private static final int TRANSACTION = 1_000;

    private final ConfigurableApplicationContext context;

    private final TransactionTemplate transactions;

    private final JdbcTemplate jdbc;

    private final Outbox outbox;

    private final SmartLifecycle relay;

    private Ours(Settings settings) {
        this.context = new SpringApplicationBuilder(Service.class).run(Stream.concat(
                Stream.of("--spring.datasource.url=" + settings.url(),
                        "--spring.datasource.username=" + settings.user(),
                        "--spring.datasource.password=" + settings.password(),
                        "--spring.kafka.bootstrap-servers=" + settings.bootstrapServers(),
                        "--spring.datasource.hikari.maximum-pool-size=" + Settings.WRITERS),
                Stream.of(settings.arguments()))
            .toArray(String[]::new));
        this.transactions = new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
        this.jdbc = this.context.getBean(JdbcTemplate.class);
        this.outbox = this.context.getBean(Outbox.class);
        this.relay = this.context.getBean("relayLoop", SmartLifecycle.class);
        this.relay.stop();
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, Ours::new);
    }

    @Override
    public void write(SampleEvent event) {
        this.transactions.executeWithoutResult(_ -> {
            this.jdbc.update(Shop.INSERT, event.orderId(), event.version(), Shop.NOTE);
            this.outbox.append(contract(event));
        });
    }

    private static OrderPlaced contract(SampleEvent event) {
        List<OrderPlaced.Line> lines = event.lines()
            .stream()
            .map(line -> new OrderPlaced.Line(line.sku(), line.quantity()))
            .toList();
        return new OrderPlaced(event.orderId(), event.version(), event.placedAt(), lines);
    }

    @Override
    public void fill(int events) {
        for (int written = 0; written < events; written += TRANSACTION) {
            this.transactions.executeWithoutResult(_ -> {
                for (int i = 0; i < TRANSACTION; i++) {
                    this.outbox.append(contract(SampleEvent.of(UUID.randomUUID(), 1)));
                }
            });
        }
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
    static class Service {

        @Bean
        SentEvents sentEvents() {
            return SentEvents.of(OrderPlaced.class);
        }

    }

}
