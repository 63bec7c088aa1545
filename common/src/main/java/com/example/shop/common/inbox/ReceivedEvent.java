package com.example.shop.common.inbox;

import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.messaging.EventEnvelope;

/// An event that arrived, and who handles it.
record ReceivedEvent(EventEnvelope envelope, Event event, EventHandler<?> handler) {

    UUID id() {
        return this.envelope.id();
    }

}
