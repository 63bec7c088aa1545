package com.example.shop.common.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.example.shop.common.contracts.EventType;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The events that Kafka refuses and that wait for an operator.
public final class ParkedEvents {

    private final JdbcClient jdbc;

    private final SentEvents sent;

    private final WakeUp relay;

    ParkedEvents(JdbcClient jdbc, SentEvents sent, WakeUp relay) {
        this.jdbc = jdbc;
        this.sent = sent;
        this.relay = relay;
    }

    /// Finds parked events of a topic, oldest first.
    /// @param after the position of the last one of the page before; 0 for the first page
    public List<ParkedEvent> find(String topic, long after, int limit) {
        return this.jdbc.sql("""
                SELECT id, type, aggregate, version, position, parked_at, reason
                FROM messaging.outbox_parked
                WHERE type = ANY (:types) AND position > :after
                ORDER BY position
                LIMIT :limit
                """)
            .param("types", typesOn(topic))
            .param("after", after)
            .param("limit", limit)
            .query(ParkedEvents::parkedEvent)
            .list();
    }

    /// Returns an event to its old place in the outbox, ahead of those that waited for
    /// it.
    /// @return the event; empty if there was no such one
    public Optional<ParkedEvent> release(String topic, UUID id) {
        return unpark(topic, id, """
                WITH released AS (
                    DELETE FROM messaging.outbox_parked WHERE id = :id AND type = ANY (:types) RETURNING *
                ), returned AS (
                    INSERT INTO messaging.outbox (position, id, type, aggregate, version, payload, trace, created_at)
                           OVERRIDING SYSTEM VALUE
                    SELECT position, id, type, aggregate, version, payload, trace, created_at
                    FROM released
                )
                SELECT id, type, aggregate, version, position, parked_at, reason FROM released
                """);
    }

    /// Deletes an event for good: it is never sent, and those that waited for it are.
    /// @return the event; empty if there was no such one
    public Optional<ParkedEvent> discard(String topic, UUID id) {
        return unpark(topic, id, """
                DELETE FROM messaging.outbox_parked WHERE id = :id AND type = ANY (:types)
                RETURNING id, type, aggregate, version, position, parked_at, reason
                """);
    }

    private Optional<ParkedEvent> unpark(String topic, UUID id, String statement) {
        Optional<ParkedEvent> event = this.jdbc.sql(statement)
            .param("id", id)
            .param("types", typesOn(topic))
            .query(ParkedEvents::parkedEvent)
            .optional();
        this.relay.signal();
        return event;
    }

    private static ParkedEvent parkedEvent(ResultSet found, int row) throws SQLException {
        return new ParkedEvent(found.getObject("id", UUID.class), found.getString("type"), found.getString("aggregate"),
                found.getLong("version"), found.getLong("position"),
                found.getObject("parked_at", OffsetDateTime.class).toInstant(), found.getString("reason"));
    }

    private String[] typesOn(String topic) {
        return this.sent.types()
            .stream()
            .filter(type -> type.topic().equals(topic))
            .map(EventType::name)
            .toArray(String[]::new);
    }

    /// @param position its place in the outbox
    public record ParkedEvent(UUID id, String type, String key, long version, long position, Instant parkedAt,
            String reason) {
    }

}
