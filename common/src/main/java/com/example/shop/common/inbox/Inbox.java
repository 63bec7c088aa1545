package com.example.shop.common.inbox;

import java.sql.Connection;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventCatalog;
import com.example.shop.common.contracts.EventType;
import com.example.shop.common.messaging.EventEnvelope;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.EventRecords;
import com.example.shop.common.messaging.TraceCarrier;
import com.example.shop.common.messaging.UnreadableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.transaction.support.TransactionOperations;

/// Handles the events that arrived, each if it was not handled before. Copies are normal: whoever is not sure whether an
/// event was sent, or its offset committed, does it again.
///
/// The note that an event was handled and what its handler does are one transaction. Were they two, a crash between them
/// would either lose the effect or have it twice.
///
/// Events that arrive together share a transaction if their handlers allow it, for it is the commit that costs most. No
/// event suffers for its company: should the transaction fail, it is done again in parts, and only an event that fails
/// with nothing done before it has failed.
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final EventHandlers handlers;

    private final EventJson json;

    private final JdbcTemplate jdbc;

    private final TransactionOperations transaction;

    private final TraceCarrier traces;

    private final InboxMetrics metrics;

    private final Clock clock;

    Inbox(EventHandlers handlers, EventJson json, JdbcTemplate jdbc, TransactionOperations transaction,
            TraceCarrier traces, InboxMetrics metrics, Clock clock) {
        this.handlers = handlers;
        this.json = json;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.traces = traces;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Takes the records in their order, and those before the one that fails are done
    /// with.
    /// @throws BatchListenerFailedException if one fails; it names which, and the cause
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Arrival> together = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Arrival arrival;
            try {
                arrival = arrival(record, record.topic());
            }
            catch (RuntimeException unreadable) {
                handle(together);
                throw failed(record, unreadable);
            }
            if (!together.isEmpty() && (arrival.isAlone() || together.getLast().isAlone())) {
                handle(together);
                together = new ArrayList<>();
            }
            if (together.isEmpty() && arrival instanceof ToSkip skipped) {
                skipped.outcome().run();
            }
            else {
                together.add(arrival);
            }
        }
        handle(together);
    }

    /// @param topic the topic the event was sent to; another than the record's, if that
    /// is a dead letter
    /// @throws UnreadableEvent if the record is not an event as the contracts have it
    void receive(ConsumerRecord<byte[], byte[]> record, String topic) {
        new Attempt(List.of(arrival(record, topic))).run();
    }

    private Arrival arrival(ConsumerRecord<byte[], byte[]> record, String topic) {
        EventEnvelope envelope = EventRecords.fromRecord(record);
        Optional<EventType> type = EventCatalog.named(envelope.type());
        if (type.isEmpty()) {
            return new ToSkip(record, () -> {
                this.metrics.unknown();
                log.debug("Event {} is skipped: its type {} is not known here", envelope.id(), envelope.type());
            });
        }
        if (!type.get().topic().equals(topic)) {
            throw new UnreadableEvent("Events of this type do not travel on this topic");
        }
        Optional<EventHandler<?>> handler = this.handlers.handlerOf(type.get());
        return handler.isPresent() ? new ToHandle(record, envelope, type.get(), handler.get())
                : new ToSkip(record, this.metrics::notForUs);
    }

    /// Together, or if that fails parted before the event that stopped it: all before it
    /// had worked, and it gets the chance to be the first. That may have been all it
    /// needed, for in company a transaction lasts longer and holds more locks.
    private void handle(List<Arrival> batch) {
        Attempt attempt = new Attempt(batch);
        try {
            attempt.run();
        }
        catch (RuntimeException failure) {
            int place = attempt.place();
            if (place == 0) {
                throw failed(batch.getFirst().record(), failure);
            }
            log.warn("{} events failed together, handling {} and {} apart: {}", batch.size(), place,
                    batch.size() - place, Failures.reason(failure));
            handle(batch.subList(0, place));
            handle(batch.subList(place, batch.size()));
        }
    }

    private static BatchListenerFailedException failed(ConsumerRecord<byte[], byte[]> record, Exception failure) {
        return new BatchListenerFailedException("Not handled:", failure, record);
    }

    /// One transaction for some records.
    private final class Attempt {

        private final List<Arrival> batch;

        /// Told after the commit: until then nothing has happened.
        private final List<Runnable> outcomes = new ArrayList<>();

        private int place;

        Attempt(List<Arrival> batch) {
            this.batch = batch;
        }

        void run() {
            List<UUID> ids = this.batch.stream().flatMap(arrival -> arrival.id().stream()).toList();
            if (ids.isEmpty()) {
                handleEach(Set.of());
            }
            else {
                Inbox.this.transaction.executeWithoutResult(_ -> handleEach(noteAsHandled(ids)));
            }
            Map<String, String> context = MDC.getCopyOfContextMap();
            this.outcomes.forEach(Runnable::run);
            MDC.setContextMap((context != null) ? context : Map.of());
        }

        /// How many could be handled, if it failed with the next one; half of them, if it
        /// failed with the commit and nobody knows whose fault that is.
        int place() {
            return this.place;
        }

        private void handleEach(Set<UUID> unseen) {
            for (Arrival arrival : this.batch) {
                this.outcomes.add(switch (arrival) {
                    case ToSkip skipped -> skipped.outcome();
                    case ToHandle event -> handleOnce(event, unseen);
                });
                this.place++;
            }
            this.place = this.batch.size() / 2;
        }

    }

    /// @return those that were not handled before. A copy that is being handled at this
    /// moment is awaited: it may yet fail. In the order of ids, so that two who have the
    /// same copies never wait for each other
    private Set<UUID> noteAsHandled(List<UUID> ids) {
        return new HashSet<>(this.jdbc.query("""
                INSERT INTO messaging.inbox (id, handled_at)
                SELECT id, ? FROM unnest(?::uuid[]) AS arrived (id) ORDER BY id
                ON CONFLICT DO NOTHING
                RETURNING id
                """, (row, _) -> row.getObject(1, UUID.class),
                OffsetDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC), ids.toArray(UUID[]::new)));
    }

    /// @param unseen loses the event: the next copy of it in the batch is a copy
    /// @return what to tell of it if the transaction commits
    private Runnable handleOnce(ToHandle arrival, Set<UUID> unseen) {
        EventEnvelope envelope = arrival.envelope();
        try (TraceCarrier.Leg leg = this.traces.receiving(envelope.type(), envelope.trace())) {
            try {
                Event event = read(envelope, arrival.type());
                if (!unseen.remove(envelope.id())) {
                    return () -> duplicate(envelope);
                }
                handle(arrival.handler(), event);
                refuseSwallowedErrors();
                Map<String, String> trace = MDC.getCopyOfContextMap();
                return () -> handled(envelope, trace);
            }
            catch (RuntimeException failure) {
                leg.failed(failure);
                throw failure;
            }
            catch (StackOverflowError | AssertionError | LinkageError error) {
                // An Error would end the container, and with it the inbox; this one is
                // the handler's.
                throw new IllegalStateException(error.toString(), error);
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

    @SuppressWarnings("unchecked") // EventHandlers found the handler by the event's own
                                   // class.
    private static <E extends Event> void handle(EventHandler<?> handler, E event) {
        ((EventHandler<E>) handler).handle(event);
    }

    /// After an error PostgreSQL undoes the transaction, and answers its commit with
    /// nothing worse than the word ROLLBACK, which the driver keeps to itself: without
    /// this, what such a transaction held would pass for handled.
    private void refuseSwallowedErrors() {
        TransactionState state = this.jdbc
            .execute((Connection connection) -> connection.unwrap(BaseConnection.class).getTransactionState());
        if (state == TransactionState.FAILED) {
            throw new IllegalStateException("The database refused a statement, and the handler went on regardless");
        }
    }

    private void duplicate(EventEnvelope envelope) {
        this.metrics.duplicate();
        log.debug("Event {} ({}) was handled before", envelope.id(), envelope.type());
    }

    /// @param trace the log's context while it was handled
    private void handled(EventEnvelope envelope, @Nullable Map<String, String> trace) {
        this.metrics.handled(envelope.type());
        MDC.setContextMap((trace != null) ? trace : Map.of());
        log.info("Event {} ({}) of aggregate {} version {} handled", envelope.id(), envelope.type(),
                envelope.aggregateId(), envelope.version());
    }

    /// A record, and what is to be done about it.
    private sealed interface Arrival {

        ConsumerRecord<byte[], byte[]> record();

        /// Empty if there is nothing to be remembered.
        Optional<UUID> id();

        /// Whether it takes a transaction of its own.
        boolean isAlone();

    }

    private record ToHandle(ConsumerRecord<byte[], byte[]> record, EventEnvelope envelope, EventType type,
            EventHandler<?> handler) implements Arrival {

        @Override
        public Optional<UUID> id() {
            return Optional.of(this.envelope.id());
        }

        @Override
        public boolean isAlone() {
            return !this.handler.sharesTransaction();
        }

    }

    private record ToSkip(ConsumerRecord<byte[], byte[]> record, Runnable outcome) implements Arrival {

        @Override
        public Optional<UUID> id() {
            return Optional.empty();
        }

        @Override
        public boolean isAlone() {
            return false;
        }

    }

}
