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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/// Sends events from the outbox to Kafka, one round after the other: delete the rows that are acknowledged by now, read the
/// oldest of the others, send them behind those in flight. It waits for acknowledgements only while a whole batch lacks
/// them.
///
/// What it promises, whatever fails and whenever it stops:
///
/// - **Nothing is lost**: a row is deleted after its acknowledgement, never before. A stop between the two sends the event
///   again, under the same id.
/// - **Order per aggregate**: with an event that fails, those sent behind it fail too. Nothing more is sent until nothing
///   is in flight, and what was not acknowledged is read again, in order.
/// - **A bad event stops only its own aggregate**: an event that Kafka refuses because of its content is parked after some
///   attempts and holds back the later ones of its aggregate. A broker that is unavailable parks nothing: then all rows wait.
///
/// It is used by one thread, of the one process that is the leader ({@link RelayLoop}).
final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    /// A batch ends with the row that reaches this size: memory stays flat, and the
    /// producer's buffer holds all that is in flight.
    private static final DataSize BATCH_BYTES = DataSize.ofMegabytes(8);

    private final OutboxRows rows;

    private final EventSender sender;

    private final OutboxProperties settings;

    private final RelayStatus status;

    private final WakeUp wakeUp;

    private final Map<Long, Integer> refusals = new HashMap<>();

    /// In the order in which they were sent.
    private final Queue<Sending> inFlight = new ArrayDeque<>();

    private long bytesInFlight;

    /// Not yet deleted.
    private List<OutboxRow> acknowledged = new ArrayList<>();

    private boolean oneByOne;

    /// @param wakeUp is signalled for each event whose sending has ended
    Relay(OutboxRows rows, EventSender sender, OutboxProperties settings, RelayStatus status, WakeUp wakeUp) {
        this.rows = rows;
        this.sender = sender;
        this.settings = settings;
        this.status = status;
        this.wakeUp = wakeUp;
    }

    /// @throws LeadershipLost if another process may be the leader by now
    Outcome round() throws InterruptedException {
        int done = takeAcknowledged();
        if (hasFailed()) {
            return conclude(done);
        }
        List<OutboxRow> batch = deleteAndRead(this.settings.batchSize());
        if (batch.isEmpty()) {
            return (done == 0 && this.inFlight.isEmpty()) ? new Idle() : new Done(done, false);
        }
        boolean full = isFull(batch.size(), batch.stream().mapToLong(OutboxRow::size).sum());
        boolean allSent = send(batch);
        this.sender.flush();
        if (!allSent || this.oneByOne) {
            return conclude(done);
        }
        while (isFull(this.inFlight.size(), this.bytesInFlight)) {
            awaitEnd(this.inFlight.element().acknowledgement());
            done += takeAcknowledged();
            if (hasFailed()) {
                return conclude(done);
            }
        }
        return new Done(done, full);
    }

    /// Waits for what is in flight and deletes what was acknowledged.
    void finish() throws InterruptedException {
        conclude(0);
        deleteAndRead(0);
    }

    private boolean isFull(int events, long bytes) {
        return events >= this.settings.batchSize() || bytes >= BATCH_BYTES.toBytes();
    }

    private List<OutboxRow> deleteAndRead(int limit) {
        List<OutboxRow> toDelete = this.acknowledged;
        this.acknowledged = new ArrayList<>();
        return this.rows.next(toDelete, this.inFlight.stream().map(Sending::row).toList(), limit, BATCH_BYTES);
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
            this.inFlight.add(sending);
            this.bytesInFlight += row.size();
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

    /// Waits until the event was acknowledged or failed; the producer's own timeout ends
    /// it. The heartbeat goes on meanwhile: it keeps the lease of a leader that merely
    /// waits, and ends the wait of one that has lost it.
    private void awaitEnd(CompletableFuture<Void> acknowledgement) throws InterruptedException {
        Duration heartbeat = this.settings.heartbeat();
        while (!acknowledgement.isDone()) {
            // Before the wait: sending may have blocked since the last statement.
            this.rows.keepAlive();
            try {
                acknowledgement.get(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
            }
            catch (TimeoutException _) {
                // The next heartbeat is due.
            }
            catch (ExecutionException _) {
                return;
            }
        }
    }

    /// Takes those that were sent before any other that is not acknowledged.
    private int takeAcknowledged() {
        int taken = 0;
        while (!this.inFlight.isEmpty() && this.inFlight.element().acknowledged()) {
            OutboxRow row = this.inFlight.remove().row();
            this.bytesInFlight -= row.size();
            this.acknowledged.add(row);
            this.refusals.remove(row.position());
            taken++;
        }
        this.status.sent(taken);
        return taken;
    }

    private boolean hasFailed() {
        return !this.inFlight.isEmpty() && this.inFlight.element().failed();
    }

    /// Waits until nothing is in flight, and decides about what has failed.
    /// @param done how many are acknowledged before those
    private Outcome conclude(int done) throws InterruptedException {
        for (Sending sending : this.inFlight) {
            awaitEnd(sending.acknowledgement());
        }
        int acknowledged = done + takeAcknowledged();
        Throwable trouble = null;
        boolean refused = false;
        boolean unclear = false;
        while (!this.inFlight.isEmpty()) {
            Sending failed = this.inFlight.remove();
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
        this.bytesInFlight = 0;
        this.sender.resume();
        // Kafka refuses a batch as a whole. Which event is at fault shows when each is
        // sent alone.
        this.oneByOne = unclear || (this.oneByOne && (refused || trouble != null));
        if (trouble != null && !unclear) {
            this.status.roundFailed();
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
        this.status.parked();
        log.error("Event {} ({}) of aggregate {} is parked after {} attempts, later events of this aggregate wait: {}",
                row.id(), row.type(), row.aggregate(), attempts, refusal.reason());
    }

    /// @param failedAlone whether it failed before anything else was sent, so that the
    /// failure is its own
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

    /// Nothing is pending, and nothing is in flight.
    record Idle() implements Outcome {
    }

    /// @param acknowledged events that Kafka has acknowledged since the round before
    /// @param more whether there is more to do at once
    record Done(int acknowledged, boolean more) implements Outcome {
    }

    /// The broker could not be reached.
    record Trouble(Throwable cause) implements Outcome {
    }

}
