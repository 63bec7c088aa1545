package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// How many events are pending, for metrics and health. Beyond a limit new ones are refused, before the disk is full; what
/// is appended between two looks still gets through.
final class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    /// A million rows are as alarming as a hundred thousand: counting them helps nobody.
    private static final int COUNTED_UP_TO = 100_000;

    private static final Sample UNKNOWN = new Sample(Double.NaN, Double.NaN, Double.NaN);

    private final JdbcClient jdbc;

    private final Clock clock;

    private final OutboxProperties settings;

    private volatile Sample sample = UNKNOWN;

    private volatile boolean overLimit;

    Backlog(JdbcClient jdbc, Clock clock, OutboxProperties settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    Sample sample() {
        return this.sample;
    }

    boolean isOverLimit() {
        return this.overLimit;
    }

    /// Without a query: an append must not pay for one.
    void refuseIfOverLimit() {
        if (this.overLimit) {
            throw new OutboxFull("Too many events are pending in the outbox, or for too long");
        }
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void update() {
        update(query());
    }

    void update(Sample now) {
        this.sample = now;
        if (now.isUnknown()) {
            return;
        }
        boolean over = isOver(now.waiting(), this.settings.backlogLimit())
                || isOver(now.oldestSeconds() * 1000, this.settings.backlogAgeLimit().toMillis());
        if (over != this.overLimit) {
            this.overLimit = over;
            log.warn("{}: {} events are pending, the oldest for {} s",
                    over ? "New events are refused from now on" : "New events are accepted again", (long) now.waiting(),
                    (long) now.oldestSeconds());
        }
    }

    private static boolean isOver(double value, long limit) {
        return limit > 0 && value >= limit;
    }

    private Sample query() {
        try {
            return this.jdbc.sql("""
                    SELECT (SELECT count(*) FROM (SELECT FROM messaging.outbox LIMIT :counted) AS few) AS waiting,
                           (SELECT created_at
                            FROM messaging.outbox o
                            WHERE NOT EXISTS (SELECT FROM messaging.outbox_parked p WHERE p.aggregate = o.aggregate)
                            ORDER BY position
                            LIMIT 1) AS oldest,
                           (SELECT count(*) FROM messaging.outbox_parked) AS parked
                    """)
                .param("counted", Math.max(this.settings.backlogLimit(), COUNTED_UP_TO))
                .query((found, _) -> new Sample(found.getLong("waiting"),
                        age(found.getObject("oldest", OffsetDateTime.class)), found.getLong("parked")))
                .single();
        }
        catch (RuntimeException failure) {
            log.debug("The backlog of the outbox is unknown", failure);
            return UNKNOWN;
        }
    }

    private double age(@Nullable OffsetDateTime oldest) {
        if (oldest == null) {
            return 0;
        }
        Instant now = this.clock.instant();
        return Math.max(0, Duration.between(oldest.toInstant(), now).toMillis() / 1000.0);
    }

    /// @param waiting events in the outbox, counted up to 100,000 or to the limit; NaN if
    /// unknown
    /// @param oldestSeconds age of the oldest that is not behind a parked one; 0 if there
    /// is none
    /// @param parked events that wait for an operator
    record Sample(double waiting, double oldestSeconds, double parked) {

        boolean isUnknown() {
            return Double.isNaN(this.waiting);
        }

    }

}
