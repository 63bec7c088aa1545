package com.example.shop.common.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What must be known about an event beside its content. Written in full, so that renaming a class or a package changes
/// nothing that was promised to other services.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventContract {

    /// The CloudEvents `type`, such as `com.example.shop.order.v1.OrderPlaced`.
    String type();

    /// The CloudEvents `source`: the service that sends the event, such as
    /// `/order-service`.
    String source();

    /// The Kafka topic.
    String topic();

    /// Whether Kafka keeps the newest event of each aggregate for ever, so that a new
    /// reader finds all of them.
    boolean compacted() default false;

}
