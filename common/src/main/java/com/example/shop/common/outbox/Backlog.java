package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/// How much waits in the outbox, for metrics and health. Looked up at most every few seconds, however many ask.
final class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private static final Duration FRESH = Duration.ofSeconds(5);

    /// A million rows are as alarming as ten: nobody is served by counting them.
    private static final int COUNTED_UP_TO = 100_000;

    private static final Sample UNKNOWN = new Sample(Double.NaN, Double.NaN, Double.NaN);

    private final JdbcClient jdbc;

    private final Clock clock;

    private Sample sample = UNKNOWN;

    private Instant sampledAt = Instant.MIN;

    Backlog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    synchronized Sample sample() {
        Instant now = this.clock.instant();
        if (this.sampledAt.isBefore(now.minus(FRESH))) {
            this.sample = look(now);
            this.sampledAt = now;
        }
        return this.sample;
    }

    private Sample look(Instant now) {
        try {
            return this.jdbc.sql("""
                    SELECT (SELECT count(*) FROM (SELECT FROM messaging.outbox LIMIT :counted) AS few) AS waiting,
                           (SELECT created_at FROM messaging.outbox ORDER BY position LIMIT 1) AS oldest,
                           (SELECT count(*) FROM messaging.outbox_parked) AS parked
                    """).param("counted", COUNTED_UP_TO).query((found, _) -> {
                OffsetDateTime oldest = found.getObject("oldest", OffsetDateTime.class);
                double age = (oldest == null) ? 0 : Duration.between(oldest.toInstant(), now).toMillis() / 1000.0;
                return new Sample(found.getLong("waiting"), Math.max(0, age), found.getLong("parked"));
            }).single();
        }
        catch (DataAccessException | TransactionException away) {
            log.debug("The backlog of the outbox is unknown", away);
            return UNKNOWN;
        }
    }

    /// @param waiting events in the outbox, counted up to 100,000; not a number if
    /// unknown
    /// @param oldestSeconds age of the first of them; 0 if there is none
    /// @param parked events that wait for an operator
    record Sample(double waiting, double oldestSeconds, double parked) {
    }

}
