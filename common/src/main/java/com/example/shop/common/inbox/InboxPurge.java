package com.example.shop.common.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// Deletes the notes of events that were handled so long ago that Kafka has no copy of them left. Every instance tries;
/// one of them at a time does the work, in small transactions.
final class InboxPurge {

    private static final Logger log = LoggerFactory.getLogger(InboxPurge.class);

    /// Names the lock among the advisory locks of the database; the value means nothing.
    static final long LOCK = 0x70_7572_6765L;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;

    private final Duration retention;

    private final Clock clock;

    InboxPurge(JdbcClient jdbc, Duration retention, Clock clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    /// Once an hour; instances that were started together begin at different times.
    @Scheduled(fixedDelay = 3600, initialDelayString = "${random.int(3600)}", timeUnit = TimeUnit.SECONDS)
    void purge() {
        int purged = 0;
        int batch;
        do {
            batch = deleteBatch();
            purged += batch;
        }
        while (batch == BATCH);
        log.info("{} old events were purged from the inbox", purged);
    }

    private int deleteBatch() {
        return this.jdbc.sql("""
                WITH purge AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(:lock) AS is_alone)
                DELETE FROM messaging.inbox
                WHERE id IN (
                    SELECT id
                    FROM messaging.inbox
                    WHERE (SELECT is_alone FROM purge) AND handled_at < :before
                    LIMIT :batch
                )
                """)
            .param("lock", LOCK)
            .param("before", OffsetDateTime.ofInstant(this.clock.instant().minus(this.retention), ZoneOffset.UTC))
            .param("batch", BATCH)
            .update();
    }

}
