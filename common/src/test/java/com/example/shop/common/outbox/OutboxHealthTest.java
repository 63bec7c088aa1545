package com.example.shop.common.outbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxHealthTest {

    private static final String UNKNOWN = "The backlog is unknown, for the database does not answer";

    private final Clock noon = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final Backlog nowhere = new Backlog(
            JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://localhost:1/nowhere")), this.noon,
            OutboxSettings.defaults());

    private final RelayStatus relay = new RelayStatus(this.noon, new SimpleMeterRegistry());

    private final OutboxHealth health = new OutboxHealth(this.nowhere, this.relay);

    @Test
    void a_database_that_does_not_answer_is_reported_and_no_reason_to_restart_the_service() {
        Health health = this.health.health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("wrong", List.of(UNKNOWN));
    }

    @Test
    void trouble_is_reported_with_its_beginning_and_its_last_reason_until_the_relay_has_recovered() {
        this.relay.troubled("Events cannot be sent and wait in the outbox", new IOException("connection refused"),
                false);
        this.relay.troubled("The relay has no database session", new IOException("broken pipe"), false);

        assertThat(this.health.health().getDetails()).containsEntry("wrong",
                List.of("The relay has no database session, since 2026-11-22T12:00:00Z: broken pipe", UNKNOWN));

        this.relay.recovered();
        assertThat(this.health.health().getDetails()).containsEntry("wrong", List.of(UNKNOWN));
    }

    @Test
    void a_relay_that_ended_by_itself_is_down_until_it_works_again() {
        this.relay.troubled("The relay ended unexpectedly", new NoClassDefFoundError("Envelope"), true);
        assertThat(this.health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(this.health.health().getDetails().get("wrong")).asString()
            .contains("The relay ended unexpectedly, since 2026-11-22T12:00:00Z: Envelope");

        this.relay.recovered();
        assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
    }

}
