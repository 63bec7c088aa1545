package com.example.shop.common.inbox;

import java.util.Map;

import com.example.shop.common.messaging.EventEnvelope;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Counts and logs what became of the events that arrived.
final class InboxReport {

    private static final Logger log = LoggerFactory.getLogger(InboxReport.class);

    private final MeterRegistry registry;

    private final Counter duplicates;

    private final Counter skipped;

    private final Counter retries;

    InboxReport(MeterRegistry registry) {
        this.registry = registry;
        this.duplicates = Counter.builder("inbox.duplicates")
            .description("Copies of events that were handled before")
            .register(registry);
        this.skipped = Counter.builder("inbox.skipped")
            .description("Events skipped because this release has no handler for their type")
            .register(registry);
        this.retries = Counter.builder("inbox.retries")
            .description("Events that failed and are tried again")
            .register(registry);
    }

    /// Called under the trace of the event.
    /// @return what to do after the commit, when the trace has ended
    Runnable handled(EventEnvelope event) {
        Map<String, String> trace = MDC.getCopyOfContextMap();
        return () -> {
            Counter.builder("inbox.handled")
                .description("Events handled")
                .tag("type", event.type())
                .register(this.registry)
                .increment();
            Map<String, String> before = MDC.getCopyOfContextMap();
            setContext(trace);
            log.info("Event {} ({}) of aggregate {} version {} handled", event.id(), event.type(), event.aggregateId(),
                    event.version());
            setContext(before);
        };
    }

    private static void setContext(@Nullable Map<String, String> context) {
        MDC.setContextMap((context != null) ? context : Map.of());
    }

    void duplicate(EventEnvelope event) {
        this.duplicates.increment();
        log.debug("Event {} ({}) was handled before", event.id(), event.type());
    }

    void skipped(int events) {
        this.skipped.increment(events);
    }

    void retry(ConsumerRecord<?, ?> record, Throwable failure) {
        this.retries.increment();
        log.warn("Record {}-{}@{} failed and is tried again ({}): {}", record.topic(), record.partition(),
                record.offset(), Failures.of(failure), Failures.reason(failure));
    }

    void deadLetter(ConsumerRecord<?, ?> record, Throwable failure, int attempts) {
        Counter.builder("inbox.dead.letters")
            .description("Records moved to the dead-letter topic")
            .tag("topic", record.topic())
            .register(this.registry)
            .increment();
        log.error("Record {}-{}@{} moved to the dead-letter topic after {} attempts: {}", record.topic(),
                record.partition(), record.offset(), attempts, Failures.reason(failure), failure);
    }

}
