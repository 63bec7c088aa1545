package com.example.shop.common.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;

/// Treats the record that stopped a batch as Spring treats one that was handed out alone. Spring's own way with batches
/// forgets how often a record has failed as soon as a batch without it succeeds, and goes by the first failure of a
/// record though the next ones may be of another kind: both can mean attempts without an end.
final class BatchErrorHandler extends DefaultErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(BatchErrorHandler.class);

    BatchErrorHandler(ConsumerRecordRecoverer giveUp, BackOff pauses) {
        super(giveUp, pauses);
        // What is done with is committed here.
        setAckAfterHandle(false);
    }

    @Override
    public void handleBatch(Exception thrown, ConsumerRecords<?, ?> batch, Consumer<?, ?> consumer,
            MessageListenerContainer container, Runnable again) {
        if (thrown instanceof KafkaException) {
            // Not the listener's, and so everything is handled. The next offsets to be
            // committed stand for these too.
            log.warn("Offsets are not committed, copies of {} records may come: {}", batch.count(),
                    thrown.getMessage());
            return;
        }
        Stop stop = stop(thrown, batch);
        List<ConsumerRecord<?, ?>> before = new ArrayList<>();
        List<ConsumerRecord<?, ?>> from = new ArrayList<>();
        for (ConsumerRecord<?, ?> record : batch) {
            boolean reached = !from.isEmpty() || record == stop.record();
            (reached ? from : before).add(record);
        }
        commit(before, consumer, container);
        handleRemaining(stop.failure(), from, consumer, container);
        // It was given up on, else that would not have returned.
        commit(from.subList(0, 1), consumer, container);
    }

    private static Stop stop(Exception thrown, ConsumerRecords<?, ?> batch) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BatchListenerFailedException named && named.getRecord() != null
                    && named.getCause() instanceof Exception failure) {
                return new Stop(named.getRecord(), failure);
            }
        }
        return new Stop(batch.iterator().next(), thrown);
    }

    /// Should it fail, copies come, which do no harm.
    private static void commit(List<ConsumerRecord<?, ?>> records, Consumer<?, ?> consumer,
            MessageListenerContainer container) {
        if (records.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        records.forEach(record -> offsets.put(new TopicPartition(record.topic(), record.partition()),
                new OffsetAndMetadata(record.offset() + 1)));
        try {
            consumer.commitSync(offsets, container.getContainerProperties().getSyncCommitTimeout());
        }
        catch (KafkaException failure) {
            log.warn("Offsets {} cannot be committed, copies may come: {}", offsets, failure.getMessage());
        }
    }

    /// Called after each batch that succeeds, whichever records were in it. A failure
    /// is forgotten with the next one of its partition.
    @Override
    public void clearThreadState() {
        // Nothing to forget.
    }

    /// @param record at which a batch stopped; none before it has failed
    private record Stop(ConsumerRecord<?, ?> record, Exception failure) {
    }

}
