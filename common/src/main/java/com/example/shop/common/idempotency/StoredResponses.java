package com.example.shop.common.idempotency;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// Stored responses in PostgreSQL.
class StoredResponses {

    private static final int PURGE_BATCH = 500;

    private final JdbcClient jdbc;

    private final Duration retention;

    private final Clock clock;

    StoredResponses(JdbcClient jdbc, Duration retention, Clock clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    Optional<StoredResponse> find(IdempotencyKey key) {
        return this.jdbc.sql("""
                SELECT fingerprint, status, location, body
                FROM messaging.stored_response
                WHERE caller = :caller AND key = :key
                """)
            .param("caller", key.caller())
            .param("key", key.value())
            .query(StoredResponses::response)
            .optional();
    }

    /// Waits for a transaction that is storing a response under the same key.
    /// @return whether it was added; false if that transaction committed
    boolean add(IdempotencyKey key, StoredResponse response) {
        return this.jdbc.sql("""
                INSERT INTO messaging.stored_response (caller, key, fingerprint, status, location, body, stored_at)
                VALUES (:caller, :key, :fingerprint, :status, :location, :body, :now)
                ON CONFLICT (caller, key) DO NOTHING
                """)
            .param("caller", key.caller())
            .param("key", key.value())
            .param("fingerprint", response.fingerprint())
            .param("status", response.status())
            .param("location", (response.location() != null) ? response.location().toString() : null, Types.VARCHAR)
            .param("body", response.body())
            .param("now", now())
            .update() == 1;
    }

    /// Deletes what is older than was promised, in small transactions. Every instance
    /// runs it; rows that another
    /// instance is deleting are left to it.
    @Scheduled(fixedDelay = 60, initialDelayString = "${random.int(60)}", timeUnit = TimeUnit.SECONDS)
    void purge() {
        int deleted;
        do {
            deleted = this.jdbc.sql("""
                    DELETE FROM messaging.stored_response
                    WHERE (caller, key) IN (
                        SELECT caller, key
                        FROM messaging.stored_response
                        WHERE stored_at < :before
                        ORDER BY stored_at
                        LIMIT :batch
                        FOR UPDATE SKIP LOCKED
                    )
                    """).param("before", now().minus(this.retention)).param("batch", PURGE_BATCH).update();
        }
        while (deleted == PURGE_BATCH);
    }

    private OffsetDateTime now() {
        return this.clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static StoredResponse response(ResultSet row, int rowNumber) throws SQLException {
        String location = row.getString("location");
        return new StoredResponse(row.getBytes("fingerprint"), row.getInt("status"),
                (location != null) ? URI.create(location) : null, row.getBytes("body"));
    }

}
