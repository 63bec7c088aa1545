package com.example.shop.common.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

import com.example.shop.common.messaging.BackgroundWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Forgets events that were handled so long ago that Kafka has no copy of them left. Every instance tries; the work is
/// done by one of them at a time, in small transactions.
final class InboxPurge extends BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(InboxPurge.class);

    /// Names the lock among the advisory locks of the database; the value means nothing.
    static final long PURGE = 0x70_7572_6765L;

    private final JdbcClient jdbc;

    private final TransactionOperations transaction;

    private final InboxProperties settings;

    private final Clock clock;

    InboxPurge(JdbcClient jdbc, TransactionOperations transaction, InboxProperties settings, Clock clock) {
        super("inbox-purge");
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /// @return how many rows were forgotten
    int purge() {
        int purged = 0;
        int batch;
        do {
            Integer deleted = this.transaction.execute(_ -> isAlone() ? deleteBatch() : 0);
            batch = (deleted == null) ? 0 : deleted;
            purged += batch;
        }
        while (batch == this.settings.purgeBatch() && !isStopped());
        return purged;
    }

    private boolean isAlone() {
        return this.jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)")
            .param("lock", PURGE)
            .query((found, _) -> found.getBoolean(1))
            .single();
    }

    private int deleteBatch() {
        return this.jdbc.sql("""
                DELETE FROM messaging.inbox
                WHERE id IN (SELECT id FROM messaging.inbox WHERE handled_at < :before LIMIT :batch)
                """)
            .param("before",
                    OffsetDateTime.ofInstant(this.clock.instant().minus(this.settings.retention()), ZoneOffset.UTC))
            .param("batch", this.settings.purgeBatch())
            .update();
    }

    @Override
    protected void work() throws InterruptedException {
        while (!isStoppedWithin(nextPause())) {
            purgeAndLog();
        }
    }

    /// Instances that were started together do not come together for ever.
    private Duration nextPause() {
        long interval = this.settings.purgeInterval().toMillis();
        return Duration.ofMillis(interval / 2 + ThreadLocalRandom.current().nextLong(interval));
    }

    private void purgeAndLog() {
        try {
            log.info("{} old events were purged from the inbox", purge());
        }
        catch (RuntimeException failure) {
            log.warn("The inbox could not be purged and is tried again later: {}", failure.getMessage());
        }
    }

}
