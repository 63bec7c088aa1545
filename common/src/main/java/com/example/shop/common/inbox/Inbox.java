package com.example.shop.common.inbox;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventCatalog;
import com.example.shop.common.contracts.EventType;
import com.example.shop.common.messaging.EventEnvelope;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.EventRecords;
import com.example.shop.common.messaging.TraceCarrier;
import com.example.shop.common.messaging.UnreadableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Handles an event that arrived, if it was not handled before. Copies are normal: whoever is not sure whether an event
/// was sent, or its offset committed, does it again.
///
/// The note that an event was handled and what its handler does are one transaction. Were they two, a crash between them
/// would either lose the effect or have it twice.
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final EventHandlers handlers;

    private final EventJson json;

    private final JdbcClient jdbc;

    private final TransactionOperations transaction;

    private final TraceCarrier traces;

    private final InboxMetrics metrics;

    private final Clock clock;

    Inbox(EventHandlers handlers, EventJson json, JdbcClient jdbc, TransactionOperations transaction,
            TraceCarrier traces, InboxMetrics metrics, Clock clock) {
        this.handlers = handlers;
        this.json = json;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.traces = traces;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @param topic the topic the event was sent to; another than the record's, if that
    /// is a dead letter
    /// @throws UnreadableEvent if the record is not an event as the contracts have it
    void receive(ConsumerRecord<byte[], byte[]> record, String topic) {
        EventEnvelope envelope = EventRecords.fromRecord(record);
        Optional<EventType> type = EventCatalog.named(envelope.type());
        if (type.isEmpty()) {
            this.metrics.unknown();
            log.debug("Event {} is skipped: its type {} is not known here", envelope.id(), envelope.type());
            return;
        }
        if (!type.get().topic().equals(topic)) {
            throw new UnreadableEvent("Events of this type do not travel on this topic");
        }
        this.handlers.handlerOf(type.get())
            .ifPresentOrElse(handler -> receive(envelope, type.get(), handler), this.metrics::notForUs);
    }

    private void receive(EventEnvelope envelope, EventType type, EventHandler<?> handler) {
        try (TraceCarrier.Leg leg = this.traces.receiving(envelope.type(), envelope.trace())) {
            try {
                handleOnce(envelope, read(envelope, type), handler);
            }
            catch (RuntimeException failure) {
                leg.failed(failure);
                throw failure;
            }
        }
    }

    private Event read(EventEnvelope envelope, EventType type) {
        Event event = this.json.read(envelope.data(), type.record());
        if (!event.aggregateId().equals(envelope.aggregateId()) || event.version() != envelope.version()) {
            throw new UnreadableEvent("The content is about another aggregate or version than the headers");
        }
        return event;
    }

    private void handleOnce(EventEnvelope envelope, Event event, EventHandler<?> handler) {
        boolean first = Boolean.TRUE.equals(this.transaction.execute(_ -> {
            if (!noteAsHandled(envelope)) {
                return false;
            }
            handle(handler, event);
            return true;
        }));
        if (first) {
            this.metrics.handled(envelope.type());
            log.info("Event {} ({}) of aggregate {} version {} handled", envelope.id(), envelope.type(),
                    envelope.aggregateId(), envelope.version());
        }
        else {
            this.metrics.duplicate();
            log.debug("Event {} ({}) was handled before", envelope.id(), envelope.type());
        }
    }

    /// @return false if it was handled before. A copy that is being handled at this
    /// moment is awaited: it may yet fail
    private boolean noteAsHandled(EventEnvelope envelope) {
        return this.jdbc.sql("INSERT INTO messaging.inbox (id, handled_at) VALUES (:id, :now) ON CONFLICT DO NOTHING")
            .param("id", envelope.id())
            .param("now", OffsetDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
            .update() == 1;
    }

    @SuppressWarnings("unchecked") // EventHandlers found the handler by the event's own
                                   // class.
    private static <E extends Event> void handle(EventHandler<?> handler, E event) {
        ((EventHandler<E>) handler).handle(event);
    }

}
