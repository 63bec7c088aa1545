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

    private static final String UNKNOWN = "The database does not say what waits";

    private final Clock noon = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final Backlog nowhere = new Backlog(
            JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://localhost:1/nowhere")), this.noon, 0);

    private final RelayTrouble trouble = new RelayTrouble(this.noon);

    private final OutboxHealth health = new OutboxHealth(this.nowhere,
            new BacklogLimit(this.nowhere::sample, OutboxSettings.defaults()),
            new RelayMetrics(new SimpleMeterRegistry()), this.trouble);

    @Test
    void a_database_that_is_away_is_what_is_wrong_and_no_reason_to_restart_the_service() {
        Health told = this.health.health();

        assertThat(told.getStatus()).isEqualTo(Status.UP);
        assertThat(told.getDetails()).containsEntry("wrong", List.of(UNKNOWN));
    }

    @Test
    void trouble_is_told_with_its_beginning_and_its_last_reason_until_it_has_ended() {
        this.trouble.happened("Events cannot be sent and wait in the outbox", new IOException("connection refused"));
        this.trouble.happened("The relay has no database session", new IOException("broken pipe"));

        assertThat(this.health.health().getDetails()).containsEntry("wrong",
                List.of("The relay has no database session, since 2026-11-22T12:00:00Z: broken pipe", UNKNOWN));

        this.trouble.ended();
        assertThat(this.health.health().getDetails()).containsEntry("wrong", List.of(UNKNOWN));
    }

}
