package com.example.shop.common.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.support.Acknowledgment;

/// Decides what becomes of a record that failed: it is fetched and tried again, or moved to the dead-letter topic. The
/// records before it are acknowledged, those after it are fetched again. Between two attempts the container goes on
/// polling, so that the consumer stays a member of its group however long an outage lasts.
final class RetryingListener implements BatchAcknowledgingMessageListener<byte[], byte[]> {

    private final BatchMessageListener<byte[], byte[]> inbox;

    private final ConsumerRecordRecoverer deadLetters;

    private final InboxProperties settings;

    private final InboxReport report;

    /// Of the record that failed last in each partition. Batches without that record
    /// succeed meanwhile, and do not count.
    private final Map<TopicPartition, Attempts> attempts = new ConcurrentHashMap<>();

    RetryingListener(BatchMessageListener<byte[], byte[]> inbox, ConsumerRecordRecoverer deadLetters,
            InboxProperties settings, InboxReport report) {
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.report = report;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Acknowledgment acknowledgment) {
        Acknowledgment progress = Objects.requireNonNull(acknowledgment);
        try {
            this.inbox.onMessage(records);
            progress.acknowledge();
        }
        catch (BatchListenerFailedException failure) {
            int index = records.indexOf(failure.getRecord());
            if (!movedToDeadLetters(records.get(index), failure)) {
                progress.nack(index, this.settings.retryPause());
            }
            else if (index + 1 < records.size()) {
                progress.nack(index + 1, Duration.ZERO);
            }
            else {
                progress.acknowledge();
            }
        }
    }

    private boolean movedToDeadLetters(ConsumerRecord<byte[], byte[]> record, BatchListenerFailedException failure) {
        boolean isLastAttempt = switch (Failures.of(failure)) {
            case UNREADABLE -> true;
            case HANDLER -> attempt(record) >= this.settings.attempts();
            case OUTAGE -> false;
        };
        if (!isLastAttempt) {
            this.report.retry(record, failure);
            return false;
        }
        try {
            this.deadLetters.accept(record, failure);
            return true;
        }
        catch (RuntimeException refused) {
            this.report.retry(record, refused);
            return false;
        }
    }

    private int attempt(ConsumerRecord<?, ?> record) {
        return this.attempts
            .merge(new TopicPartition(record.topic(), record.partition()), new Attempts(record.offset(), 1),
                    Attempts::plus)
            .number();
    }

    private record Attempts(long offset, int number) {

        Attempts plus(Attempts latest) {
            return (latest.offset == this.offset) ? new Attempts(this.offset, this.number + 1) : latest;
        }

    }

}
