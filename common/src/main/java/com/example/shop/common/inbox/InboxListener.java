package com.example.shop.common.inbox;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/// Takes records from Kafka to the inbox, and decides what becomes of those that fail.
final class InboxListener implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(InboxListener.class);

    private final Inbox inbox;

    private final DeadLetterWriter deadLetters;

    private final InboxProperties settings;

    private final InboxMetrics metrics;

    InboxListener(Inbox inbox, DeadLetterWriter deadLetters, InboxProperties settings, InboxMetrics metrics) {
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        this.inbox.receive(records);
    }

    /// Between two attempts the container fetches the record anew, so that it keeps its
    /// place in the group however long an outage lasts.
    CommonErrorHandler errorHandler() {
        BatchErrorHandler handler = new BatchErrorHandler(this::giveUp, pauses(Failures.HANDLER));
        // Spring would give up at once on what it takes for programming errors; here it
        // is for Failures to say.
        handler.setClassifications(Map.of(), true);
        handler.setBackOffFunction((_, failure) -> pauses(Failures.of(failure)));
        handler.setRetryListeners((record, failure, attempt) -> {
            if (failure != null) {
                this.metrics.retry();
                log.warn("Record {}-{}@{} failed in attempt {} ({}): {}", record.topic(), record.partition(),
                        record.offset(), attempt, Failures.of(failure), Failures.reason(failure));
            }
        });
        handler.setLogLevel(org.springframework.kafka.KafkaException.Level.DEBUG);
        return handler;
    }

    private BackOff pauses(Failures kind) {
        return switch (kind) {
            case UNREADABLE -> new FixedBackOff(0, 0);
            case HANDLER -> new FixedBackOff(this.settings.retryPause().toMillis(), this.settings.attempts() - 1L);
            case OUTAGE -> {
                ExponentialBackOff pauses = new ExponentialBackOff(this.settings.firstOutagePause().toMillis(), 2);
                pauses.setMaxInterval(this.settings.longestOutagePause().toMillis());
                yield pauses;
            }
        };
    }

    @SuppressWarnings("unchecked") // The container reads keys and values as bytes only.
    private void giveUp(ConsumerRecord<?, ?> record, Exception failure) {
        try {
            this.deadLetters.write((ConsumerRecord<byte[], byte[]>) record, record.topic(), failure);
        }
        catch (KafkaException notWritten) {
            // The container fetches the record again: it is neither lost nor skipped, and
            // not tried in a hot loop.
            log.warn("Record {}-{}@{} cannot be written to the dead letters yet, trying on: {}", record.topic(),
                    record.partition(), record.offset(), notWritten.getMessage());
            pause();
            throw notWritten;
        }
    }

    private void pause() {
        try {
            Thread.sleep(this.settings.retryPause());
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

}
