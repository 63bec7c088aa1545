package com.example.shop.order;

import java.util.function.Supplier;

import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.ReplyDeadline;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Starts order-service and provides the ids of orders and their deadline.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class OrderServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(OrderServiceApplication.class, args);
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
