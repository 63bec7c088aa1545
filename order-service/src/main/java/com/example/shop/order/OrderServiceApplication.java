package com.example.shop.order;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

import com.example.shop.order.model.AnswerDeadline;
import com.example.shop.order.model.OrderId;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Starts order-service, and gives the rest of it what comes from outside: time and chance.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class OrderServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(OrderServiceApplication.class, args);
    }

    /// PostgreSQL keeps microseconds; so does the clock, and what is read back is what
    /// was told.
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
    AnswerDeadline answerDeadline(OrderProperties properties) {
        return new AnswerDeadline(properties.answerDeadline());
    }

}
