package com.example.shop.order;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.ReplyDeadline;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Starts order-service and provides the clock and the random ids.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class OrderServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(OrderServiceApplication.class, args);
    }

    /// Ticks in microseconds, the precision of PostgreSQL, so that a time is read as it
    /// was written.
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Bean
    Supplier<OrderId> orderIds() {
        TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();
        return () -> new OrderId(generator.generate());
    }

    @Bean
    ReplyDeadline replyDeadline(OrderProperties properties) {
        return new ReplyDeadline(properties.replyDeadline());
    }

}
