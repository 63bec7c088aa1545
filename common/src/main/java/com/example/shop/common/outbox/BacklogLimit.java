package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.function.Supplier;

import com.example.shop.common.messaging.BackgroundWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refuses new events while too many are pending, before the disk is full. What is appended between two checks still gets
/// through.
final class BacklogLimit extends BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(BacklogLimit.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Backlog.Sample> backlog;

    private final OutboxProperties settings;

    private volatile boolean reached;

    BacklogLimit(Supplier<Backlog.Sample> backlog, OutboxProperties settings) {
        super("outbox-backlog-limit");
        this.backlog = backlog;
        this.settings = settings;
    }

    /// Without a query: an append must not pay for one.
    void check() {
        if (this.reached) {
            throw new OutboxFull("Too many events are pending in the outbox, or for too long");
        }
    }

    boolean isReached() {
        return this.reached;
    }

    void update() {
        Backlog.Sample sample = this.backlog.get();
        if (sample.isUnknown()) {
            return;
        }
        boolean over = isOver(sample.waiting(), this.settings.backlogLimit())
                || isOver(sample.oldestSeconds() * 1000, this.settings.backlogAgeLimit().toMillis());
        if (over != this.reached) {
            this.reached = over;
            log.warn("{}: {} events are pending, the oldest for {} s",
                    over ? "New events are refused from now on" : "New events are accepted again",
                    (long) sample.waiting(), (long) sample.oldestSeconds());
        }
    }

    private static boolean isOver(double value, long limit) {
        return limit > 0 && value >= limit;
    }

    /// Without a limit there is nothing to check.
    @Override
    protected void work() throws InterruptedException {
        if (this.settings.backlogLimit() > 0 || this.settings.backlogAgeLimit().isPositive()) {
            do {
                update();
            }
            while (!isStoppedWithin(PAUSE));
        }
    }

}
