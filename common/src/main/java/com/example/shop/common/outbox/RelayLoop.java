package com.example.shop.common.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import com.example.shop.common.messaging.DatabaseSessions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/// The thread of this process's relay. There is one relay in each process, and one of them is the leader; the others pass
/// the wake-up calls of their own commits on to it, and take over when it is gone.
final class RelayLoop implements SmartLifecycle {

    static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

    private static final Duration TAKEOVER_INTERVAL = Duration.ofSeconds(1);

    /// How long a stop waits for Kafka before it interrupts the round; that loses
    /// nothing.
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    /// All wake-up calls of a process that is not the leader within this time become one
    /// NOTIFY.
    private static final Duration NOTIFY_GAP = Duration.ofMillis(5);

    private final DatabaseSessions sessions;

    private final Supplier<EventSender> senders;

    private final WakeUp wakeUp;

    private final OutboxProperties settings;

    private final RelayStatus status;

    private final ExponentialBackOff backOffs = new ExponentialBackOff(FIRST_BACKOFF.toMillis(), 2);

    private BackOffExecution backOff;

    private @Nullable Thread thread;

    private volatile boolean running;

    RelayLoop(DatabaseSessions sessions, Supplier<EventSender> senders, WakeUp wakeUp, OutboxProperties settings,
            RelayStatus status) {
        this.sessions = sessions;
        this.senders = senders;
        this.wakeUp = wakeUp;
        this.settings = settings;
        this.status = status;
        this.backOffs.setMaxInterval(LONGEST_BACKOFF.toMillis());
        this.backOff = this.backOffs.start();
    }

    /// Nothing but a stop ends this thread. What nobody foresaw makes the health DOWN,
    /// and
    /// the work starts again.
    private void run() {
        while (this.running) {
            try (RelaySession session = new RelaySession(this.sessions.open("outbox relay"), this.settings)) {
                awaitLeadership(session);
                if (this.running) {
                    lead(session);
                }
            }
            catch (SQLException | LeadershipLost failure) {
                pauseAfter("The relay has no database session", failure, false);
            }
            catch (InterruptedException | RuntimeException | Error failure) {
                pauseAfter("The relay ended unexpectedly", failure, true);
            }
            // A call that was received but not passed on would be lost with the session.
            this.wakeUp.signal();
        }
    }

    private void awaitLeadership(RelaySession session) throws InterruptedException {
        long nextTry = System.nanoTime();
        while (this.running) {
            if (System.nanoTime() - nextTry >= 0) {
                if (session.tryToBecomeLeader()) {
                    return;
                }
                recovered();
                nextTry = System.nanoTime() + TAKEOVER_INTERVAL.toNanos();
            }
            if (this.wakeUp.await(TAKEOVER_INTERVAL)) {
                session.wakeLeader();
                Thread.sleep(NOTIFY_GAP);
            }
        }
    }

    private void lead(RelaySession session) throws InterruptedException {
        log.info("This process is the leader of the outbox relay");
        this.status.leader(true);
        try (EventSender sender = this.senders.get();
                WakeUpListener notifications = new WakeUpListener(this.sessions, this.wakeUp)) {
            notifications.start();
            Relay relay = new Relay(session, sender, this.settings, this.status, this.wakeUp);
            while (this.running) {
                waitAfter(relay.round(), session);
            }
            relay.finish();
        }
        finally {
            this.status.leader(false);
        }
    }

    private void waitAfter(Relay.Outcome outcome, RelaySession session) throws InterruptedException {
        switch (outcome) {
            case Relay.Trouble(Throwable cause) -> {
                pauseAfter("Events cannot be sent and wait in the outbox", cause, false);
                session.keepAlive();
            }
            case Relay.Idle() -> {
                recovered();
                this.wakeUp.await(this.settings.pollInterval());
            }
            case Relay.Done(int acknowledged, boolean more) -> {
                if (acknowledged > 0) {
                    recovered();
                }
                if (!more) {
                    Thread.sleep(PauseBetweenRounds.after(acknowledged));
                    this.wakeUp.await(this.settings.pollInterval());
                }
            }
        }
    }

    private void recovered() {
        this.backOff = this.backOffs.start();
        this.status.recovered();
    }

    /// Logs the first of a series of failures.
    /// @param unexpected whether it is an error in the relay itself
    private void pauseAfter(String what, Throwable failure, boolean unexpected) {
        if (!this.running) {
            return;
        }
        boolean first = this.status.troubled(what, failure, unexpected);
        if (first && unexpected) {
            log.error("{}, starting again", what, failure);
        }
        else if (first) {
            log.warn("{}, trying again: {}", what, failure.getMessage());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(this.backOff.nextBackOff()));
    }

    @Override
    public void start() {
        this.running = true;
        this.thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this::run);
    }

    /// Lets the current round end; the next leader sends what is still in the outbox
    /// then.
    @Override
    public void stop() {
        this.running = false;
        this.wakeUp.signal();
        Thread stopping = this.thread;
        if (stopping == null) {
            return;
        }
        try {
            if (!stopping.join(STOP_TIMEOUT)) {
                stopping.interrupt();
                stopping.join(STOP_TIMEOUT);
            }
        }
        catch (InterruptedException _) {
            stopping.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /// Starts before, and stops after, everything that appends events.
    @Override
    public int getPhase() {
        return 0;
    }

}
