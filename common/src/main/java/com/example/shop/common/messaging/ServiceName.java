package com.example.shop.common.messaging;

import com.example.shop.common.contracts.EventType;

/// How this service is called: by the database sessions it opens, by its consumer group, and as the source of its events.
///
/// @param value `spring.application.name`, such as `order-service`
public record ServiceName(String value) {

    /// Whether events of this type come from this service.
    public boolean isSourceOf(EventType type) {
        return type.source().equals("/" + this.value);
    }

}
