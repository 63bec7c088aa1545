package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.example.shop.common.contracts.EventType;
import com.example.shop.common.messaging.EventRecords;
import com.example.shop.common.messaging.TraceCarrier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// Sends through an idempotent producer with acks=all, with many records in flight.
///
/// A producer that gives up on a record goes on with the next ones, and an event would overtake an earlier one. So the first
/// failure closes the producer from within its own callback, before it can send anything else; all that is in flight fails
/// with it, and the next round starts with a new one.
final class KafkaEventSender implements EventSender {

    private final SentEvents sent;

    private final Supplier<Producer<String, byte[]>> producers;

    private final TraceCarrier traces;

    private @Nullable Producer<String, byte[]> producer;

    private volatile boolean broken;

    KafkaEventSender(SentEvents sent, Supplier<Producer<String, byte[]>> producers, TraceCarrier traces) {
        this.sent = sent;
        this.producers = producers;
        this.traces = traces;
    }

    @Override
    public CompletableFuture<Void> send(OutboxRow row) {
        Optional<EventType> contract = this.sent.named(row.type());
        if (contract.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new RefusedEvent("This release does not send events of the type %s".formatted(row.type())));
        }
        TraceCarrier.Leg leg = this.traces.sending(row.type(), row.trace());
        return send(EventRecords.toRecord(row.envelope(contract.get(), leg.trace()), contract.get().topic()))
            .whenComplete((_, failure) -> {
                if (failure != null) {
                    leg.failed(failure);
                }
                leg.close();
            });
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
        if (this.broken) {
            return CompletableFuture.failedFuture(new IllegalStateException("An earlier event has failed"));
        }
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        Thread sending = Thread.currentThread();
        try {
            Producer<String, byte[]> current = current();
            current.send(record, (_, failure) -> {
                if (failure == null) {
                    acknowledgement.complete(null);
                    return;
                }
                if (Thread.currentThread() != sending) {
                    stop(current);
                }
                acknowledgement.completeExceptionally(classified(failure));
            });
        }
        catch (RuntimeException failure) {
            acknowledgement.completeExceptionally(classified(failure));
        }
        return acknowledgement;
    }

    private Producer<String, byte[]> current() {
        Producer<String, byte[]> current = this.producer;
        if (current == null) {
            current = this.producers.get();
            this.producer = current;
        }
        return current;
    }

    private void stop(Producer<String, byte[]> failed) {
        this.broken = true;
        failed.close(Duration.ZERO);
    }

    /// Only what is wrong with the record itself counts as refused. Missing rights or a
    /// missing topic look permanent too, but people fix them without touching an
    /// event.
    private static Exception classified(Exception failure) {
        return switch (failure) {
            case RecordTooLargeException _, RecordBatchTooLargeException _ ->
                new RefusedEvent("Kafka takes no event of this size", failure);
            case SerializationException _ -> new RefusedEvent("The event cannot be written as a Kafka record", failure);
            case InvalidRecordException _ -> new RefusedEvent("Kafka calls the record invalid", failure);
            default -> failure;
        };
    }

    /// Not in this thread: a flush waits for all acknowledgements, and meanwhile the
    /// relay
    /// has to keep its lease.
    @Override
    public void flush() {
        Producer<String, byte[]> current = this.producer;
        if (current != null) {
            Thread.ofVirtual().name("outbox-flush").start(current::flush);
        }
    }

    @Override
    public void resume() {
        if (this.broken) {
            this.broken = false;
            this.producer = null;
        }
    }

    @Override
    public void close() {
        if (this.producer != null) {
            this.producer.close(Duration.ZERO);
            this.producer = null;
        }
    }

}
