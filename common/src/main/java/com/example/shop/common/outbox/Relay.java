package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries events from the outbox to Kafka, one round after the other: delete the rows that were acknowledged in the round
/// before, read the oldest of the others, send them all, wait for the acknowledgements. With much to do, the next rows are
/// read while these are sent.
///
/// What it promises, whatever fails and whenever it stops:
///
/// - **Nothing is lost**: a row is deleted after its acknowledgement, never before. A stop between the two sends the event
///   again, under the same id.
/// - **Order per aggregate**: a row that failed holds back the later rows of its aggregate, in this round and the next.
/// - **Nobody waits for a stranger**: an event that Kafka refuses for its own sake is parked after some attempts, and holds
///   back its own aggregate only. A broker that is away parks nothing: then all rows wait.
///
/// It is used by one thread, of the one process that leads ({@link RelayLoop}).
final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final OutboxRows rows;

    private final EventSender sender;

    private final OutboxProperties settings;

    private final RelayMetrics metrics;

    private final Map<Long, Integer> refusals = new HashMap<>();

    /// Not yet deleted.
    private List<OutboxRow> acknowledged = new ArrayList<>();

    private @Nullable List<OutboxRow> readAhead;

    private boolean oneByOne;

    Relay(OutboxRows rows, EventSender sender, OutboxProperties settings, RelayMetrics metrics) {
        this.rows = rows;
        this.sender = sender;
        this.settings = settings;
        this.metrics = metrics;
    }

    /// @throws LeadLost if another relay may lead by now
    Outcome round() throws InterruptedException {
        List<OutboxRow> batch = (this.readAhead != null) ? this.readAhead : next(this.settings.batchSize());
        this.readAhead = null;
        if (batch.isEmpty()) {
            return Outcome.IDLE;
        }
        boolean full = isFull(batch);
        Supplier<List<OutboxRow>> ahead = full ? nextAhead(batch) : null;
        this.sender.resume();
        List<Sending> sendings = send(batch);
        this.sender.flush();
        List<OutboxRow> rows = (ahead != null) ? ahead.get() : null;
        for (Sending sending : sendings) {
            awaitEnd(sending.acknowledgement());
        }
        int sent = noteAcknowledged(sendings);
        // Else what was read ahead may have to wait for what was not sent.
        this.readAhead = (sent == batch.size()) ? rows : null;
        return conclude(sendings, sent, full);
    }

    /// Deletes what was acknowledged in the last round.
    void finish() {
        next(0);
    }

    private List<OutboxRow> next(int limit) {
        return this.rows.next(takeAcknowledged(), List.of(), limit, this.settings.batchBytes());
    }

    private Supplier<List<OutboxRow>> nextAhead(List<OutboxRow> underWay) {
        return this.rows.nextAhead(takeAcknowledged(), underWay, this.settings.batchSize(), this.settings.batchBytes());
    }

    private List<OutboxRow> takeAcknowledged() {
        List<OutboxRow> taken = this.acknowledged;
        this.acknowledged = new ArrayList<>();
        return taken;
    }

    private List<Sending> send(List<OutboxRow> batch) throws InterruptedException {
        List<Sending> sendings = new ArrayList<>(batch.size());
        Set<String> heldBack = new HashSet<>();
        for (OutboxRow row : batch) {
            if (heldBack.contains(row.aggregate())) {
                continue;
            }
            this.rows.keepAlive();
            CompletableFuture<Void> acknowledgement = this.sender.send(row);
            if (this.oneByOne) {
                this.sender.flush();
                awaitEnd(acknowledgement);
                this.sender.resume();
            }
            Sending sending = new Sending(row, acknowledgement, acknowledgement.isCompletedExceptionally());
            sendings.add(sending);
            if (sending.failedAlone()) {
                heldBack.add(row.aggregate());
                if (!(acknowledgement.exceptionNow() instanceof RefusedEvent)) {
                    break;
                }
            }
        }
        return sendings;
    }

    /// Waits until the event was sent or not; the sender's own time limit ends it. The
    /// heartbeat goes on meanwhile: it keeps the lease of a leader that merely waits, and
    /// tells one that has lost it.
    private void awaitEnd(CompletableFuture<Void> acknowledgement) throws InterruptedException {
        Duration heartbeat = this.settings.heartbeat();
        while (!acknowledgement.isDone()) {
            try {
                acknowledgement.get(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
            }
            catch (TimeoutException _) {
                this.rows.keepAlive();
            }
            catch (ExecutionException _) {
                return;
            }
        }
    }

    private int noteAcknowledged(List<Sending> sendings) {
        List<OutboxRow> rows = sendings.stream().filter(Sending::acknowledged).map(Sending::row).toList();
        this.acknowledged.addAll(rows);
        this.metrics.sent(rows.size());
        if (!this.refusals.isEmpty()) {
            rows.forEach(row -> this.refusals.remove(row.position()));
        }
        return rows.size();
    }

    private Outcome conclude(List<Sending> sendings, int sent, boolean full) {
        Throwable trouble = null;
        boolean refused = false;
        boolean unclear = false;
        for (Sending sending : sendings) {
            if (sending.acknowledged()) {
                continue;
            }
            Throwable failure = sending.acknowledgement().exceptionNow();
            if (!(failure instanceof RefusedEvent refusal)) {
                // The others failed because this one did.
                trouble = (trouble == null) ? failure : trouble;
            }
            else if (sending.failedAlone()) {
                refused = true;
                refusedAgain(sending.row(), refusal);
            }
            else {
                unclear = true;
            }
        }
        // Kafka refuses a batch as a whole. Who is to blame shows when each row travels
        // alone.
        this.oneByOne = unclear || (this.oneByOne && (refused || trouble != null));
        if (trouble != null && !unclear) {
            this.metrics.failed();
            return new Trouble(trouble);
        }
        return new Done(sent, full || refused || unclear);
    }

    private boolean isFull(List<OutboxRow> batch) {
        long bytes = batch.stream().mapToLong(row -> row.payload().length).sum();
        return batch.size() >= this.settings.batchSize() || bytes >= this.settings.batchBytes().toBytes();
    }

    private void refusedAgain(OutboxRow row, RefusedEvent refusal) {
        int attempts = this.refusals.merge(row.position(), 1, Integer::sum);
        if (attempts < this.settings.attempts()) {
            return;
        }
        this.rows.park(row, refusal.reason());
        this.refusals.remove(row.position());
        this.metrics.parked();
        log.error("Event {} ({}) of aggregate {} is parked after {} attempts, later events of this aggregate wait: {}",
                row.id(), row.type(), row.aggregate(), attempts, refusal.reason());
    }

    /// @param failedAlone whether it had failed before anything else was sent, so that
    /// the failure is its own
    private record Sending(OutboxRow row, CompletableFuture<Void> acknowledgement, boolean failedAlone) {

        boolean acknowledged() {
            return !this.acknowledgement.isCompletedExceptionally();
        }

    }

    /// How a round ended.
    sealed interface Outcome {

        /// Nothing was there.
        Outcome IDLE = new Done(0, false);

    }

    /// @param sent events that Kafka has acknowledged
    /// @param more whether there is more to do, at once
    record Done(int sent, boolean more) implements Outcome {
    }

    /// The broker could not be reached.
    record Trouble(Throwable cause) implements Outcome {
    }

}
