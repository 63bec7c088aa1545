package com.example.shop.common.inbox;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/// Decides how often a record that failed is tried again. Between two attempts the container fetches it anew, so that the
/// consumer stays a member of its group however long an outage lasts.
///
/// Spring's handler does the work. What is overridden here would lead to attempts without an end, or to dead letters of
/// records that are handled: `BatchErrorHandlerTest` has a test for each.
final class BatchErrorHandler extends DefaultErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(BatchErrorHandler.class);

    private static final Duration FIRST_OUTAGE_PAUSE = Duration.ofMillis(250);

    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(5);

    BatchErrorHandler(ConsumerRecordRecoverer recoverer, InboxProperties settings, InboxReport report) {
        super(recoverer, outagePauses());
        setBackOffFunction((_, failure) -> switch (Failures.of(failure)) {
            case UNREADABLE -> new FixedBackOff(0, 0);
            case HANDLER -> new FixedBackOff(settings.retryPause().toMillis(), settings.attempts() - 1L);
            case OUTAGE -> outagePauses();
        });
        // Spring would not retry what it takes for programming errors; Failures decides
        // that here.
        setClassifications(Map.of(), true);
        setRetryListeners(new Retries(settings, report));
        setLogLevel(org.springframework.kafka.KafkaException.Level.DEBUG);
        setAckAfterHandle(false);
    }

    private static BackOff outagePauses() {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_OUTAGE_PAUSE.toMillis(), 2);
        pauses.setMaxInterval(LONGEST_OUTAGE_PAUSE.toMillis());
        return pauses;
    }

    @Override
    public void handleBatch(Exception thrown, ConsumerRecords<?, ?> batch, Consumer<?, ?> consumer,
            MessageListenerContainer container, Runnable again) {
        if (thrown instanceof KafkaException) {
            // The listener has handled all of them. The next commit of offsets includes
            // these.
            log.warn("Offsets are not committed, {} records may arrive again: {}", batch.count(), thrown.getMessage());
            return;
        }
        Exception failure = (Failures.of(thrown) == Failures.OUTAGE) ? new Outage(thrown) : thrown;
        super.handleBatch(failure, batch, consumer, container, again);
    }

    /// Called after each batch that succeeds, whichever records were in it. The attempts
    /// of a record are forgotten when the next record of its partition fails.
    @Override
    public void clearThreadState() {
        // Nothing to forget.
    }

    /// Spring chooses another back-off when the class of the failure changes, but for
    /// batches it sees the same class whatever failed: a record that failed in an outage
    /// first would never become a dead letter.
    private static final class Outage extends RuntimeException {

        Outage(Exception cause) {
            super(cause);
        }

    }

    private record Retries(InboxProperties settings, InboxReport report) implements RetryListener {

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
            if (failure != null) {
                this.report.retry(record, failure, attempt);
            }
        }

        /// The record is fetched again, but not in a hot loop.
        @Override
        public void recoveryFailed(ConsumerRecord<?, ?> record, @Nullable Exception original, Exception failure) {
            try {
                Thread.sleep(this.settings.retryPause());
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

    }

}
