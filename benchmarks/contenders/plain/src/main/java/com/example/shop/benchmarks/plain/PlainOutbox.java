package com.example.shop.benchmarks.plain;

import java.sql.Timestamp;
import java.util.UUID;

import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Shop;

import org.springframework.jdbc.core.JdbcTemplate;

/// The table and the statement that come to mind first: one more insert in the same transaction.
final class PlainOutbox {

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS outbox (
                position   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                id         uuid NOT NULL DEFAULT gen_random_uuid(),
                type       text NOT NULL,
                aggregate  text NOT NULL,
                version    bigint NOT NULL,
                payload    bytea NOT NULL,
                created_at timestamptz NOT NULL
            )
            """;

    private static final String INSERT = """
            INSERT INTO outbox (type, aggregate, version, payload, created_at) VALUES (?, ?, ?, ?, ?)
            """;

    private static final String COPY = """
            INSERT INTO outbox (type, aggregate, version, payload, created_at)
            SELECT type, aggregate, version, payload, created_at
            FROM outbox, generate_series(1, ?)
            """;

    private static final int FIRST = 100;

    private final Shop shop;

    PlainOutbox(Shop shop) {
        this.shop = shop;
        shop.jdbc().execute(TABLE);
    }

    void write(SampleEvent event) {
        JdbcTemplate jdbc = this.shop.jdbc();
        this.shop.inTransaction(() -> {
            Shop.insertBusinessRow(jdbc, event);
            jdbc.update(INSERT, SampleEvent.TYPE, event.orderId().toString(), event.version(), this.shop.json(event),
                    Timestamp.from(event.placedAt()));
        });
    }

    void fill(int events) {
        for (int version = 1; version <= FIRST; version++) {
            write(SampleEvent.of(UUID.randomUUID(), version));
        }
        this.shop.jdbc().update(COPY, events / FIRST - 1);
    }

}
