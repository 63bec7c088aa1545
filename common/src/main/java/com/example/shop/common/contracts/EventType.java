package com.example.shop.common.contracts;

/// One kind of event: what CloudEvents calls it, the topic it travels on and the record it is read into.
///
/// @param name the CloudEvents `type`, such as `com.example.shop.order.v1.OrderPlaced`
/// @param source the CloudEvents `source`: the service that owns the event, such as `/order-service`
/// @param topic the Kafka topic
/// @param record the Java spelling of the contract
public record EventType(String name, String source, String topic, Class<? extends Event> record) {
}
