package com.example.shop.benchmarks.inboxes;

import java.util.stream.Stream;

import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.inbox.EventHandler;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// The inbox of this project; with `--inbox.batch-size=1` each event has a transaction of its own.
final class OurInbox extends Deliveries {

    private final ConfigurableApplicationContext context;

    private OurInbox(Settings settings, ConfigurableApplicationContext context,
            ConcurrentMessageListenerContainer<byte[], byte[]> consumers) {
        super(settings, context.getBean(JdbcTemplate.class), consumers);
        this.context = context;
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, OurInbox::start);
    }

    @SuppressWarnings("unchecked") // The inbox's container reads keys and values as
                                   // bytes.
    private static OurInbox start(Settings settings) throws InterruptedException {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Service.class).run(Stream
            .concat(Stream.of("--spring.datasource.url=" + settings.url(),
                    "--spring.datasource.username=" + settings.user(),
                    "--spring.datasource.password=" + settings.password(),
                    "--spring.kafka.bootstrap-servers=" + settings.bootstrapServers()), Stream.of(settings.arguments()))
            .toArray(String[]::new));
        ConcurrentMessageListenerContainer<byte[], byte[]> consumers = context.getBean("inboxContainer",
                ConcurrentMessageListenerContainer.class);
        // From here on the benchmark starts the consumers, not what watches over them.
        context.getBean(ThreadPoolTaskScheduler.class).shutdown();
        consumers.stop();
        OurInbox inbox = new OurInbox(settings, context, consumers);
        inbox.startAtRest();
        return inbox;
    }

    @Override
    public void close() {
        this.context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        ChangeRowWhenPlaced handler(JdbcTemplate jdbc) {
            return new ChangeRowWhenPlaced(jdbc);
        }

    }

    /// Changes the row of its aggregate.
    record ChangeRowWhenPlaced(JdbcTemplate jdbc) implements EventHandler<OrderPlaced> {

        @Override
        public void handle(OrderPlaced event) {
            this.jdbc.update(CHANGE, event.orderId());
        }

    }

}
