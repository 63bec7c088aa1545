package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries events from the outbox to Kafka, one round after the other: delete the rows that are acknowledged by now, read
/// the oldest of the others, send them behind those that are under way. It waits for acknowledgements only while a whole
/// batch lacks them; with much to do, the next rows are read while these are sent.
///
/// What it promises, whatever fails and whenever it stops:
///
/// - **Nothing is lost**: a row is deleted after its acknowledgement, never before. A stop between the two sends the event
///   again, under the same id.
/// - **Order per aggregate**: with an event that fails, those sent behind it fail too. Nothing more is sent until all have
///   come to their end, and what was not acknowledged is read again, in its order.
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

    private final WakeUp wakeUp;

    private final Map<Long, Integer> refusals = new HashMap<>();

    /// In the order in which they were sent.
    private final Queue<Sending> underWay = new ArrayDeque<>();

    private long bytesUnderWay;

    /// Not yet deleted.
    private List<OutboxRow> acknowledged = new ArrayList<>();

    private @Nullable Supplier<List<OutboxRow>> readAhead;

    private boolean oneByOne;

    /// @param wakeUp is called when an event was sent or not, for no round may be waiting
    /// for it
    Relay(OutboxRows rows, EventSender sender, OutboxProperties settings, RelayMetrics metrics, WakeUp wakeUp) {
        this.rows = rows;
        this.sender = sender;
        this.settings = settings;
        this.metrics = metrics;
        this.wakeUp = wakeUp;
    }

    /// @throws LeadLost if another relay may lead by now
    Outcome round() throws InterruptedException {
        int done = takeAcknowledged();
        if (hasFailed()) {
            return conclude(done);
        }
        List<OutboxRow> batch = next(this.settings.batchSize());
        if (batch.isEmpty()) {
            return (done == 0 && this.underWay.isEmpty()) ? new Idle() : new Done(done, false);
        }
        boolean full = isFull(batch.size(), batch.stream().mapToLong(OutboxRow::size).sum());
        if (full) {
            readAhead(batch);
        }
        boolean allSent = send(batch);
        this.sender.flush();
        if (!allSent || this.oneByOne) {
            return conclude(done);
        }
        while (isFull(this.underWay.size(), this.bytesUnderWay)) {
            awaitEnd(this.underWay.element().acknowledgement());
            done += takeAcknowledged();
            if (hasFailed()) {
                return conclude(done);
            }
        }
        return new Done(done, full);
    }

    /// Waits for what is under way, and deletes what was acknowledged.
    void finish() throws InterruptedException {
        conclude(0);
        next(0);
    }

    private boolean isFull(int events, long bytes) {
        return events >= this.settings.batchSize() || bytes >= this.settings.batchBytes().toBytes();
    }

    private List<OutboxRow> next(int limit) {
        Supplier<List<OutboxRow>> asked = this.readAhead;
        this.readAhead = null;
        return (asked != null) ? asked.get()
                : this.rows.next(toDelete(), underWay(List.of()), limit, this.settings.batchBytes());
    }

    private void readAhead(List<OutboxRow> batch) {
        this.readAhead = this.rows.nextAhead(toDelete(), underWay(batch), this.settings.batchSize(),
                this.settings.batchBytes());
    }

    private List<OutboxRow> toDelete() {
        List<OutboxRow> rows = this.acknowledged;
        this.acknowledged = new ArrayList<>();
        return rows;
    }

    private List<OutboxRow> underWay(List<OutboxRow> andThen) {
        return Stream.concat(this.underWay.stream().map(Sending::row), andThen.stream()).toList();
    }

    /// @return false if some of them have failed already, or were not sent for that
    private boolean send(List<OutboxRow> batch) throws InterruptedException {
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
            this.underWay.add(sending);
            this.bytesUnderWay += row.size();
            if (sending.failedAlone()) {
                heldBack.add(row.aggregate());
                if (!(acknowledgement.exceptionNow() instanceof RefusedEvent)) {
                    return false;
                }
            }
            acknowledgement.whenComplete((_, _) -> this.wakeUp.signal());
        }
        return heldBack.isEmpty();
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

    /// Takes those that were sent before any other that is not acknowledged.
    private int takeAcknowledged() {
        int taken = 0;
        while (!this.underWay.isEmpty() && this.underWay.element().acknowledged()) {
            OutboxRow row = this.underWay.remove().row();
            this.bytesUnderWay -= row.size();
            this.acknowledged.add(row);
            this.refusals.remove(row.position());
            taken++;
        }
        this.metrics.sent(taken);
        return taken;
    }

    private boolean hasFailed() {
        return !this.underWay.isEmpty() && this.underWay.element().failed();
    }

    /// Waits until everything under way has come to its end, and judges what has failed.
    /// @param done how many are acknowledged before those
    private Outcome conclude(int done) throws InterruptedException {
        if (this.readAhead != null) {
            // Some of it may have to wait for what has failed.
            next(0);
        }
        for (Sending sending : this.underWay) {
            awaitEnd(sending.acknowledgement());
        }
        int acknowledged = done + takeAcknowledged();
        Throwable trouble = null;
        boolean refused = false;
        boolean unclear = false;
        while (!this.underWay.isEmpty()) {
            Sending failed = this.underWay.remove();
            Throwable failure = failed.acknowledgement().exceptionNow();
            if (!(failure instanceof RefusedEvent refusal)) {
                // The others failed because this one did.
                trouble = (trouble == null) ? failure : trouble;
            }
            else if (failed.failedAlone()) {
                refused = true;
                refusedAgain(failed.row(), refusal);
            }
            else {
                unclear = true;
            }
            acknowledged += takeAcknowledged();
        }
        this.bytesUnderWay = 0;
        this.sender.resume();
        // Kafka refuses a batch as a whole. Who is to blame shows when each row travels
        // alone.
        this.oneByOne = unclear || (this.oneByOne && (refused || trouble != null));
        if (trouble != null && !unclear) {
            this.metrics.failed();
            return new Trouble(trouble);
        }
        return new Done(acknowledged, true);
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
            return this.acknowledgement.isDone() && !failed();
        }

        boolean failed() {
            return this.acknowledgement.isCompletedExceptionally();
        }

    }

    /// How a round ended.
    sealed interface Outcome {

    }

    /// Nothing is there, and nothing is under way.
    record Idle() implements Outcome {
    }

    /// @param acknowledged events that Kafka has taken since the round before
    /// @param more whether there is more to do, at once
    record Done(int acknowledged, boolean more) implements Outcome {
    }

    /// The broker could not be reached.
    record Trouble(Throwable cause) implements Outcome {
    }

}
