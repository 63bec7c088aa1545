package com.example.shop.common.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.example.shop.common.messaging.DatabaseSessions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The life of this process's relay. There is one relay in each process, and one of them leads; the others pass the
/// wake-up calls of their own commits on to it, and take over when it is gone.
final class RelayLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);

    /// How long a stop waits for Kafka before it breaks the round off; that loses
    /// nothing.
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

    /// How many calls of a process that does not lead become one NOTIFY.
    private static final Duration NOTIFY_GAP = Duration.ofMillis(5);

    private final DatabaseSessions sessions;

    private final Supplier<EventSender> senders;

    private final WakeUp wakeUp;

    private final OutboxProperties settings;

    private final RelayMetrics metrics;

    private final RelayTrouble trouble;

    private final Backoff backoff;

    private @Nullable Thread thread;

    private volatile boolean running;

    RelayLoop(DatabaseSessions sessions, Supplier<EventSender> senders, WakeUp wakeUp, OutboxProperties settings,
            RelayMetrics metrics, RelayTrouble trouble) {
        this.sessions = sessions;
        this.senders = senders;
        this.wakeUp = wakeUp;
        this.settings = settings;
        this.metrics = metrics;
        this.trouble = trouble;
        this.backoff = new Backoff(settings.firstBackoff(), settings.longestBackoff());
    }

    private void run() {
        try {
            while (this.running) {
                try (RelaySession session = new RelaySession(this.sessions.open("outbox relay"), this.settings)) {
                    follow(session);
                    lead(session);
                }
                catch (SQLException | RuntimeException failure) {
                    // A call that was heard but not passed on would be lost with the
                    // session.
                    this.wakeUp.signal();
                    if (this.running) {
                        pauseAfter("The relay has no database session", failure);
                    }
                }
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(RelaySession session) throws InterruptedException {
        long nextTry = System.nanoTime();
        while (this.running) {
            if (System.nanoTime() - nextTry >= 0) {
                if (session.tryToLead()) {
                    return;
                }
                recovered();
                nextTry = System.nanoTime() + this.settings.takeoverInterval().toNanos();
            }
            if (this.wakeUp.await(this.settings.takeoverInterval())) {
                session.wakeLeader();
                TimeUnit.NANOSECONDS.sleep(NOTIFY_GAP.toNanos());
            }
        }
    }

    private void lead(RelaySession session) throws InterruptedException {
        if (!this.running) {
            return;
        }
        log.info("This process leads the outbox relay");
        this.metrics.leading(true);
        try (EventSender sender = this.senders.get();
                WakeUpCalls calls = new WakeUpCalls(this.sessions, this.wakeUp, this.settings)) {
            calls.start();
            Relay relay = new Relay(session, sender, this.settings, this.metrics, this.wakeUp);
            Breather breather = new Breather(this.settings.breather(), this.settings.breatherFrom(), System.nanoTime());
            while (this.running) {
                waitAfter(relay.round(), session, breather);
            }
            relay.finish();
        }
        finally {
            this.metrics.leading(false);
        }
    }

    private void waitAfter(Relay.Outcome outcome, OutboxRows rows, Breather breather) throws InterruptedException {
        switch (outcome) {
            case Relay.Trouble(Throwable cause) -> {
                pauseAfter("Events cannot be sent and wait in the outbox", cause);
                rows.keepAlive();
            }
            case Relay.Idle() -> {
                recovered();
                this.wakeUp.await(this.settings.pollInterval());
            }
            case Relay.Done(int acknowledged, boolean more) -> {
                if (acknowledged > 0) {
                    recovered();
                }
                breather.sent(acknowledged, System.nanoTime());
                if (!more) {
                    TimeUnit.NANOSECONDS.sleep(breather.nanos());
                    this.wakeUp.await(this.settings.pollInterval());
                }
            }
        }
    }

    private void recovered() {
        this.backoff.reset();
        this.trouble.ended();
    }

    /// Logs the first failure of a row of them: the others say the same.
    private void pauseAfter(String what, Throwable failure) throws InterruptedException {
        this.trouble.happened(what, failure);
        if (this.backoff.isFirst()) {
            log.warn("{}, trying on: {}", what, failure.getMessage());
        }
        else {
            log.debug("{}", what, failure);
        }
        TimeUnit.NANOSECONDS.sleep(this.backoff.next().toNanos());
    }

    @Override
    public void start() {
        this.running = true;
        this.thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this::run);
    }

    /// Lets the round that is under way end; what is still in the outbox then is sent by
    /// whoever leads next.
    @Override
    public void stop() {
        this.running = false;
        this.wakeUp.signal();
        Thread stopping = this.thread;
        if (stopping == null) {
            return;
        }
        try {
            if (!stopping.join(LONGEST_STOP)) {
                stopping.interrupt();
                stopping.join(LONGEST_STOP);
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
