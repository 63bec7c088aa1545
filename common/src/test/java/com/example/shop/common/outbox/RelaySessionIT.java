package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What the relay relies on when it reads the table.
class RelaySessionIT {

    private final TestService service = TestService.shared();

    private final UUID order = UUID.randomUUID();

    private final String aggregate = this.order.toString();

    @Test
    void a_commit_in_an_instance_that_is_not_the_leader_wakes_the_leader() throws Exception {
        try (Connection listening = this.service.connect("test"); var statement = listening.createStatement()) {
            statement.execute("LISTEN outbox");

            try (RelaySession session = Relays.takeLeadership(this.service, "10s")) {
                this.service.append(Samples.placed(this.order, 3));

                var heard = listening.unwrap(PGConnection.class).getNotifications(5_000);
                assertThat(heard).isNotEmpty();
                assertThat(this.service.waiting(this.aggregate)).as("sent by the leader alone").hasSize(3);
                session.keepAlive();
            }
        }
        await().untilAsserted(() -> assertThat(this.service.waiting(this.aggregate)).isEmpty());
    }

    @Test
    void a_transaction_that_commits_after_thousands_of_younger_ones_is_not_missed() throws Exception {
        Set<String> sent = new HashSet<>();
        EventSender all = new AllTakingSender(sent);
        try (RelaySession session = Relays.takeLeadership(this.service, "10s");
                Connection late = this.service.connect("late");
                Connection early = this.service.connect("early")) {
            Relay relay = new Relay(session, all, OutboxSettings.defaults(),
                    new RelayStatus(Clock.systemUTC(), new SimpleMeterRegistry()), new WakeUp());
            late.setAutoCommit(false);
            write(late, "late-" + this.aggregate, 1);
            write(early, "early-" + this.aggregate, 20_000);
            untilIdle(relay);
            write(early, "then-" + this.aggregate, 20_000);
            late.commit();
            untilIdle(relay);
        }

        assertThat(sent).contains("early-" + this.aggregate, "then-" + this.aggregate, "late-" + this.aggregate);
        await().untilAsserted(() -> assertThat(allWaiting()).isZero());
    }

    @Test
    void a_lease_counts_from_before_a_statement_and_not_from_its_result() throws Exception {
        try (RelaySession session = Relays.takeLeadership(this.service, "1s")) {
            session.run("respond late", connection -> {
                connection.createStatement().execute("SELECT pg_sleep(0.5)");
                return this.service.endSessions(Relays.LEADING_TEST);
            });

            assertThatThrownBy(session::keepAlive).as("longer than a heartbeat ago").isInstanceOf(LeadershipLost.class);
        }
    }

    private static void write(Connection connection, String aggregate, int events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO messaging.outbox (id, type, aggregate, version, payload, created_at)
                SELECT gen_random_uuid(), 'type', ?, version, 'x', now() FROM generate_series(1, ?) AS version
                """)) {
            insert.setString(1, aggregate);
            insert.setInt(2, events);
            insert.executeUpdate();
        }
    }

    private static void untilIdle(Relay relay) throws InterruptedException {
        while (!relay.round().equals(new Relay.Idle())) {
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    private long allWaiting() {
        return this.service.jdbc().sql("""
                SELECT count(*) FROM messaging.outbox o
                WHERE NOT EXISTS (SELECT FROM messaging.outbox_parked p WHERE p.aggregate = o.aggregate)
                """).query((found, _) -> found.getLong(1)).single();
    }

    private record AllTakingSender(Set<String> aggregates) implements EventSender {

        @Override
        public CompletableFuture<Void> send(OutboxRow row) {
            this.aggregates.add(row.aggregate());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void resume() {
            // It never stops.
        }

        @Override
        public void close() {
            // Nothing is open.
        }

    }

}
