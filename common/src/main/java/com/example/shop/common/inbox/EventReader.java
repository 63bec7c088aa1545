package com.example.shop.common.inbox;

import java.util.Optional;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventType;
import com.example.shop.common.messaging.EventEnvelope;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.EventRecords;
import com.example.shop.common.messaging.UnreadableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads records as events and finds their handlers.
final class EventReader {

    private final EventHandlers handlers;

    private final EventJson json;

    EventReader(EventHandlers handlers, EventJson json) {
        this.handlers = handlers;
        this.json = json;
    }

    /// @return empty for an event that this service does not handle
    /// @throws UnreadableEvent if the record is not an event as the contracts define it
    Optional<ReceivedEvent> read(ConsumerRecord<byte[], byte[]> record) {
        EventEnvelope envelope = EventRecords.fromRecord(record);
        return this.handlers.find(envelope.type()).map(subscription -> {
            if (!subscription.type().topic().equals(record.topic())) {
                throw new UnreadableEvent("Events of this type do not travel on this topic");
            }
            return new ReceivedEvent(envelope, content(envelope, subscription.type()), subscription.handler());
        });
    }

    private Event content(EventEnvelope envelope, EventType type) {
        Event event = this.json.read(envelope.data(), type.record());
        if (!event.aggregateId().equals(envelope.aggregateId()) || event.version() != envelope.version()) {
            throw new UnreadableEvent("The content is about another aggregate or version than the headers");
        }
        return event;
    }

}
