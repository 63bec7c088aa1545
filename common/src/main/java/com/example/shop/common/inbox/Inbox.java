package com.example.shop.common.inbox;

import java.sql.Connection;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

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
/// Events of one handler that arrive together share a transaction if it allows that, for it is the commit that costs
/// most. No event suffers for its company: should the transaction fail, it is done again in parts, and only an event that
/// fails with nothing done before it has failed.
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

    /// Takes the records, each after those of its aggregate that came before it. Whatever
    /// came before the one that fails is done with.
    /// @throws BatchListenerFailedException if one fails; it names which, and the cause
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        Wave wave = new Wave();
        for (int place = 0; place < records.size(); place++) {
            ConsumerRecord<byte[], byte[]> record = records.get(place);
            Arrival arrival;
            try {
                arrival = arrival(place, record, record.topic());
            }
            catch (RuntimeException unreadable) {
                wave.handle();
                throw failed(record, unreadable);
            }
            if (!wave.add(arrival)) {
                wave.handle();
                wave = new Wave();
                wave.add(arrival);
            }
        }
        wave.handle();
    }

    /// @param topic the topic the event was sent to; another than the record's, if that
    /// is a dead letter
    /// @throws UnreadableEvent if the record is not an event as the contracts have it
    void receive(ConsumerRecord<byte[], byte[]> record, String topic) {
        switch (arrival(0, record, topic)) {
            case ToSkip skipped -> skipped.outcome().run();
            case ToHandle event -> new Attempt(event.handler(), List.of(event)).run();
        }
    }

    private Arrival arrival(int place, ConsumerRecord<byte[], byte[]> record, String topic) {
        EventEnvelope envelope = EventRecords.fromRecord(record);
        Optional<EventType> type = EventCatalog.named(envelope.type());
        if (type.isEmpty()) {
            return new ToSkip(place, () -> {
                this.metrics.unknown();
                log.debug("Event {} is skipped: its type {} is not known here", envelope.id(), envelope.type());
            });
        }
        if (!type.get().topic().equals(topic)) {
            throw new UnreadableEvent("Events of this type do not travel on this topic");
        }
        Optional<EventHandler<?>> handler = this.handlers.handlerOf(type.get());
        return handler.isPresent() ? new ToHandle(place, record, envelope, read(envelope, type.get()), handler.get())
                : new ToSkip(place, this.metrics::notForUs);
    }

    private Event read(EventEnvelope envelope, EventType type) {
        Event event = this.json.read(envelope.data(), type.record());
        if (!event.aggregateId().equals(envelope.aggregateId()) || event.version() != envelope.version()) {
            throw new UnreadableEvent("The content is about another aggregate or version than the headers");
        }
        return event;
    }

    private static BatchListenerFailedException failed(ConsumerRecord<byte[], byte[]> record, Exception failure) {
        return new BatchListenerFailedException("Not handled:", failure, record);
    }

    private void handle(EventHandler<?> handler, List<ToHandle> events) {
        if (handler.sharesTransaction()) {
            handleTogether(handler, events);
        }
        else {
            events.forEach(event -> handleTogether(handler, List.of(event)));
        }
    }

    /// In one transaction, or if that fails parted before the event that stopped it: all
    /// before it had worked, and it gets the chance to be the first. That may have been
    /// all it needed, for in company a transaction lasts longer and holds more locks.
    private void handleTogether(EventHandler<?> handler, List<ToHandle> events) {
        if (events.isEmpty()) {
            return;
        }
        Attempt attempt = new Attempt(handler, events);
        try {
            attempt.run();
        }
        catch (RuntimeException failure) {
            int place = attempt.place();
            if (place == 0) {
                throw new NotHandled(events.getFirst(), failure);
            }
            log.warn("{} events failed together, handling {} and {} apart: {}", events.size(), place,
                    events.size() - place, Failures.reason(failure));
            handleTogether(handler, events.subList(0, place));
            handleTogether(handler, events.subList(place, events.size()));
        }
    }

    /// Records that arrived one after the other. Those for one handler may be taken
    /// before those for another, for no aggregate has events for both.
    private final class Wave {

        private final Map<EventHandler<?>, List<ToHandle>> groups = new LinkedHashMap<>();

        private final Map<String, EventHandler<?>> handlers = new HashMap<>();

        private final List<ToSkip> skipped = new ArrayList<>();

        /// @return whether it can be one of them
        boolean add(Arrival arrival) {
            return switch (arrival) {
                case ToSkip skip -> this.skipped.add(skip);
                case ToHandle event -> {
                    EventHandler<?> handler = event.handler();
                    EventHandler<?> other = this.handlers.putIfAbsent(event.envelope().aggregateId(), handler);
                    yield (other == null || other == handler)
                            && this.groups.computeIfAbsent(handler, _ -> new ArrayList<>()).add(event);
                }
            };
        }

        /// After a failure only what came before the record that failed. What came after
        /// it and was handled comes again, as a copy.
        /// @throws BatchListenerFailedException for the first record that failed
        void handle() {
            int end = Integer.MAX_VALUE;
            BatchListenerFailedException failed = null;
            for (Map.Entry<EventHandler<?>, List<ToHandle>> group : this.groups.entrySet()) {
                try {
                    Inbox.this.handle(group.getKey(), before(end, group.getValue()));
                }
                catch (NotHandled failure) {
                    end = failure.event().place();
                    failed = failed(failure.event().record(), failure.reason());
                }
            }
            before(end, this.skipped).forEach(skip -> skip.outcome().run());
            if (failed != null) {
                throw failed;
            }
        }

        private static <A extends Arrival> List<A> before(int end, List<A> arrivals) {
            return arrivals.stream().takeWhile(arrival -> arrival.place() < end).toList();
        }

    }

    /// One transaction for events of one handler.
    private final class Attempt {

        private final EventHandler<?> handler;

        private final List<ToHandle> events;

        /// Told after the commit: until then nothing has happened.
        private final List<Runnable> outcomes = new ArrayList<>();

        private @Nullable ToHandle current;

        Attempt(EventHandler<?> handler, List<ToHandle> events) {
            this.handler = handler;
            this.events = events;
        }

        void run() {
            List<UUID> ids = this.events.stream().map(event -> event.envelope().id()).toList();
            Inbox.this.transaction.executeWithoutResult(_ -> {
                try {
                    handle(noteAsHandled(ids));
                }
                catch (StackOverflowError | AssertionError | LinkageError error) {
                    // An Error would end the container, and with it the inbox; this one
                    // is the handler's.
                    throw new IllegalStateException(error.toString(), error);
                }
            });
            Map<String, String> context = MDC.getCopyOfContextMap();
            this.outcomes.forEach(Runnable::run);
            MDC.setContextMap((context != null) ? context : Map.of());
        }

        /// How many could be handled, if it failed with the next one; half of them, if it
        /// failed with what all have in common and nobody knows whose fault that is.
        int place() {
            return (this.current != null) ? this.events.indexOf(this.current) : this.events.size() / 2;
        }

        /// @param unseen loses each event it has: the next copy of it is a copy
        private void handle(Set<UUID> unseen) {
            List<ToHandle> fresh = new ArrayList<>();
            for (ToHandle event : this.events) {
                if (unseen.remove(event.envelope().id())) {
                    fresh.add(event);
                }
                else {
                    this.outcomes.add(() -> duplicate(event.envelope()));
                }
            }
            if (fresh.isEmpty()) {
                return;
            }
            Consumer<Event> prepared = prepare(this.handler, fresh.stream().map(ToHandle::event).toList());
            for (ToHandle event : fresh) {
                this.current = event;
                this.outcomes.add(handle(event, prepared));
            }
            this.current = null;
        }

        @SuppressWarnings("unchecked") // EventHandlers found the handler by the events'
                                       // own class.
        private static <E extends Event> Consumer<Event> prepare(EventHandler<?> handler, List<Event> events) {
            return (Consumer<Event>) ((EventHandler<E>) handler).prepare((List<E>) events);
        }

        /// @return what to tell of it if the transaction commits
        private Runnable handle(ToHandle event, Consumer<Event> prepared) {
            EventEnvelope envelope = event.envelope();
            try (TraceCarrier.Leg leg = Inbox.this.traces.receiving(envelope.type(), envelope.trace())) {
                try {
                    prepared.accept(event.event());
                    refuseSwallowedErrors();
                    Map<String, String> trace = MDC.getCopyOfContextMap();
                    return () -> handled(envelope, trace);
                }
                catch (RuntimeException | Error failure) {
                    leg.failed(failure);
                    throw failure;
                }
            }
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

        /// Among those that arrived together.
        int place();

    }

    private record ToHandle(int place, ConsumerRecord<byte[], byte[]> record, EventEnvelope envelope, Event event,
            EventHandler<?> handler) implements Arrival {
    }

    private record ToSkip(int place, Runnable outcome) implements Arrival {
    }

    private static final class NotHandled extends RuntimeException {

        private final transient ToHandle event;

        private final RuntimeException reason;

        NotHandled(ToHandle event, RuntimeException reason) {
            super(reason);
            this.event = event;
            this.reason = reason;
        }

        ToHandle event() {
            return this.event;
        }

        RuntimeException reason() {
            return this.reason;
        }

    }

}
