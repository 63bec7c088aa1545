package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How many events are pending, for metrics, health and the limit. Queried at most once a second, however many ask.
final class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private static final Duration FRESH = Duration.ofSeconds(1);

    /// A million rows are as alarming as a hundred thousand: counting them helps nobody.
    private static final int COUNTED_UP_TO = 100_000;

    private static final Sample UNKNOWN = new Sample(Double.NaN, Double.NaN, Double.NaN);

    private final JdbcClient jdbc;

    private final Clock clock;

    private final int countedUpTo;

    private Sample sample = UNKNOWN;

    private Instant sampledAt = Instant.MIN;

    /// @param limit counted up to this, should it be higher than the usual maximum
    Backlog(JdbcClient jdbc, Clock clock, int limit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.countedUpTo = Math.max(limit, COUNTED_UP_TO);
    }

    synchronized Sample sample() {
        Instant now = this.clock.instant();
        if (this.sampledAt.isBefore(now.minus(FRESH))) {
            this.sample = query(now);
            this.sampledAt = now;
        }
        return this.sample;
    }

    private Sample query(Instant now) {
        try {
            return this.jdbc.sql("""
                    SELECT (SELECT count(*) FROM (SELECT FROM messaging.outbox LIMIT :counted) AS few) AS waiting,
                           (SELECT created_at
                            FROM messaging.outbox o
                            WHERE NOT EXISTS (SELECT FROM messaging.outbox_parked p WHERE p.aggregate = o.aggregate)
                            ORDER BY position
                            LIMIT 1) AS oldest,
                           (SELECT count(*) FROM messaging.outbox_parked) AS parked
                    """).param("counted", this.countedUpTo).query((found, _) -> {
                OffsetDateTime oldest = found.getObject("oldest", OffsetDateTime.class);
                double age = (oldest == null) ? 0 : Duration.between(oldest.toInstant(), now).toMillis() / 1000.0;
                return new Sample(found.getLong("waiting"), Math.max(0, age), found.getLong("parked"));
            }).single();
        }
        catch (RuntimeException failure) {
            log.debug("The backlog of the outbox is unknown", failure);
            return UNKNOWN;
        }
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
