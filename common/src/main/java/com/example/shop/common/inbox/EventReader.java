package com.example.shop.common.inbox;

import java.util.Optional;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventCatalog;
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

    /// @throws UnreadableEvent if the record is not an event as the contracts define it
    Arrival read(ConsumerRecord<byte[], byte[]> record) {
        EventEnvelope envelope = EventRecords.fromRecord(record);
        Optional<EventType> type = EventCatalog.named(envelope.type());
        if (type.isEmpty()) {
            return new SkippedEvent(envelope, SkipReason.UNKNOWN_TYPE);
        }
        if (!type.get().topic().equals(record.topic())) {
            throw new UnreadableEvent("Events of this type do not travel on this topic");
        }
        Optional<EventHandler<?>> handler = this.handlers.handlerOf(type.get());
        return handler.isPresent() ? new ReceivedEvent(envelope, content(envelope, type.get()), handler.get())
                : new SkippedEvent(envelope, SkipReason.NO_HANDLER);
    }

    private Event content(EventEnvelope envelope, EventType type) {
        Event event = this.json.read(envelope.data(), type.record());
        if (!event.aggregateId().equals(envelope.aggregateId()) || event.version() != envelope.version()) {
            throw new UnreadableEvent("The content is about another aggregate or version than the headers");
        }
        return event;
    }

    sealed interface Arrival permits ReceivedEvent, SkippedEvent {

    }

    record SkippedEvent(EventEnvelope envelope, SkipReason reason) implements Arrival {
    }

    enum SkipReason {

        /// This release does not know the type; a newer one of the sender does.
        UNKNOWN_TYPE,

        NO_HANDLER

    }

}
