package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What holds for a table alone: whoever reads the log needs no wake-up calls, and gets events in the order of the commits.
class TableRelayIT {

    private final TestService service = TestService.shared();

    private final UUID order = UUID.randomUUID();

    private final String aggregate = this.order.toString();

    @Test
    void a_commit_in_an_instance_that_does_not_lead_wakes_the_leader() throws Exception {
        try (Connection listening = this.service.connect("test"); var statement = listening.createStatement()) {
            statement.execute("LISTEN outbox");

            try (RelaySession lead = Relays.takeLeadership(this.service, "10s")) {
                this.service.append(Samples.placed(this.order, 3));

                var heard = listening.unwrap(PGConnection.class).getNotifications(5_000);
                assertThat(heard).isNotEmpty();
                assertThat(this.service.waiting(this.aggregate)).as("sent by the leader alone").hasSize(3);
                lead.keepAlive();
            }
        }
        await().untilAsserted(() -> assertThat(this.service.waiting(this.aggregate)).isEmpty());
    }

    @Test
    void a_transaction_that_commits_after_thousands_of_younger_ones_is_not_missed() throws Exception {
        Set<String> sent = new HashSet<>();
        EventSender all = new AllTakingSender(sent);
        try (RelaySession lead = Relays.takeLeadership(this.service, "10s");
                Connection late = this.service.connect("late");
                Connection early = this.service.connect("early")) {
            Relay relay = new Relay(lead, all, OutboxSettings.defaults(), new RelayMetrics(new SimpleMeterRegistry()),
                    new WakeUp());
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
    void who_asks_for_rows_ahead_can_do_other_things_until_they_are_there() throws Exception {
        try (RelaySession lead = Relays.takeLeadership(this.service, "10s");
                Connection locking = this.service.connect("locking");
                Statement lock = locking.createStatement()) {
            this.service.append(Samples.placed(this.order, 3));
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE messaging.outbox IN ACCESS EXCLUSIVE MODE");
            // Whoever waits here for the rows waits for this test, and is to fail.
            lead.ask("limit", connection -> connection.createStatement().execute("SET lock_timeout = '5s'"));

            Supplier<List<OutboxRow>> ahead = lead.nextAhead(List.of(), List.of(), 1_000, DataSize.ofMegabytes(1));
            locking.rollback();
            List<OutboxRow> meanwhile = lead.next(List.of(), List.of(), 1_000, DataSize.ofMegabytes(1));

            assertThat(ahead.get()).extracting(OutboxRow::aggregate).contains(this.aggregate);
            assertThat(meanwhile).extracting(OutboxRow::aggregate).contains(this.aggregate);
        }
        await().untilAsserted(() -> assertThat(this.service.waiting(this.aggregate)).isEmpty());
    }

    @Test
    void a_lease_counts_from_the_question_and_not_from_its_answer() throws Exception {
        try (RelaySession lead = Relays.takeLeadership(this.service, "1s")) {
            lead.ask("answer late", connection -> {
                connection.createStatement().execute("SELECT pg_sleep(0.5)");
                return this.service.endSessions(Relays.LEADING_TEST);
            });

            assertThatThrownBy(lead::keepAlive).as("longer than a heartbeat ago").isInstanceOf(LeadLost.class);
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
