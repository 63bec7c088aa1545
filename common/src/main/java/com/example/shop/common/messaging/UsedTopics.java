package com.example.shop.common.messaging;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import com.example.shop.common.contracts.EventType;

/// The topics that a part of this service sends to or listens to. They and their dead-letter topics are created when they
/// are missing.
///
/// @param events what travels on them
public record UsedTopics(Collection<EventType> events) {

    public Set<String> names() {
        return this.events.stream().map(EventType::topic).collect(Collectors.toUnmodifiableSet());
    }

    /// The topic that takes the records of `topic` which failed for good in a consumer.
    public static String deadLettersOf(String topic) {
        return topic + "-dlt";
    }

}
