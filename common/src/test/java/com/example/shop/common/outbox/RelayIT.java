package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/// Who leads, and what happens when the leader is gone in the worst moment.
class RelayIT {

    private static final String RELAY = TestService.NAME + " outbox relay";

    private static final TestService service = TestService.shared();

    private final UUID order = UUID.randomUUID();

    private final String aggregate = this.order.toString();

    private final RelayMetrics metrics = new RelayMetrics(new SimpleMeterRegistry());

    @Test
    void the_events_of_an_aggregate_keep_their_order_with_two_instances_and_a_leader_that_is_lost_again_and_again() {
        List<UUID> orders = IntStream.range(0, 20).mapToObj(_ -> UUID.randomUUID()).toList();

        try (TestService second = TestService.start()) {
            for (long version = 1; version <= 20; version++) {
                for (UUID each : orders) {
                    ((version + each.hashCode()) % 2 == 0 ? service : second).append(Samples.placed(each, version));
                }
                if (version % 5 == 0) {
                    TestService.endSessions(RELAY);
                }
            }

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(allWaiting()).isZero());
        }

        Long[] inOrder = LongStream.rangeClosed(1, 20).boxed().toArray(Long[]::new);
        assertThat(orders).allSatisfy(
                each -> assertThat(Kafka.versions(Topics.ORDER_EVENTS, each.toString())).containsExactly(inOrder));
        await().untilAsserted(() -> assertThat(orders)
            .allSatisfy(each -> assertThat(service.effects().of(each.toString())).containsExactly(inOrder)));
    }

    @Test
    void another_instance_takes_over_within_seconds() {
        try (TestService second = TestService.start()) {
            await().untilAsserted(() -> assertThat(leaders(service, second)).isEqualTo(1));
            TestService leader = isLeading(service) ? service : second;
            TestService other = (leader == service) ? second : service;

            leader.bean(RelayLoop.class).stop();
            leader.append(Samples.placed(this.order, 1L));

            await().atMost(Duration.ofSeconds(5)).until(() -> isLeading(other));
            await().untilAsserted(() -> assertThat(service.waiting(this.aggregate)).isEmpty());
            leader.bean(RelayLoop.class).start();
        }
    }

    @Test
    void a_commit_in_an_instance_that_does_not_lead_wakes_the_leader() throws Exception {
        try (Connection listening = TestService.connect("test"); var statement = listening.createStatement()) {
            statement.execute("LISTEN outbox");

            try (Connection lead = takeLead()) {
                service.append(Samples.placed(this.order, 3));

                var heard = listening.unwrap(PGConnection.class).getNotifications(5_000);
                assertThat(heard).isNotEmpty();
                assertThat(service.waiting(this.aggregate)).as("sent by the leader alone").hasSize(3);
                assertThat(lead.isClosed()).isFalse();
            }
        }
        await().untilAsserted(() -> assertThat(service.waiting(this.aggregate)).isEmpty());
    }

    @Test
    void a_leader_lost_between_acknowledgement_and_delete_leaves_a_copy_and_one_effect() throws Exception {
        try (Connection lead = takeLead(); EventSender sender = kafka()) {
            service.append(Samples.placed(this.order, 2));
            Relay relay = relay(lead, new SenderWithStop(sender, acknowledged -> {
                acknowledged.join();
                endSession(lead);
            }), settings("10s"));

            relay.round();
            assertThatExceptionOfType(LeadLost.class).isThrownBy(relay::round);
        }

        await().untilAsserted(() -> assertThat(service.waiting(this.aggregate)).isEmpty());
        assertThat(Kafka.records(Topics.ORDER_EVENTS, this.aggregate)).hasSizeGreaterThan(2);
        assertThat(Kafka.versions(Topics.ORDER_EVENTS, this.aggregate)).containsExactly(1L, 2L);
        await().untilAsserted(() -> assertThat(service.effects().of(this.aggregate)).containsExactly(1L, 2L));
        assertThat(service.effects().of(this.aggregate)).containsExactly(1L, 2L);
    }

    @Test
    void a_leader_that_was_paused_for_longer_than_its_lease_does_no_harm_on_waking() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (Connection lead = takeLead(); EventSender sender = kafka()) {
            service.append(Samples.placed(this.order, 2));
            Relay relay = relay(lead, new PausedSender(sender, paused, woken), settings("1s"));
            CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(() -> failureOf(relay));
            assertThat(paused.await(10, TimeUnit.SECONDS)).isTrue();

            await().untilAsserted(() -> assertThat(service.waiting(this.aggregate)).isEmpty());
            service.append(Samples.placed(this.order, 3L));
            await().untilAsserted(() -> assertThat(service.effects().of(this.aggregate)).containsExactly(1L, 2L, 3L));
            woken.countDown();

            assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(LeadLost.class);
        }
        assertThat(Kafka.versions(Topics.ORDER_EVENTS, this.aggregate)).containsExactly(1L, 2L, 3L);
        service.append(Samples.placed(this.order, 4L));
        await().untilAsserted(() -> assertThat(service.effects().of(this.aggregate)).containsExactly(1L, 2L, 3L, 4L));
    }

    @Test
    void a_transaction_that_commits_after_thousands_of_younger_ones_is_not_missed() throws Exception {
        Set<String> sent = new HashSet<>();
        EventSender all = new AllTakingSender(sent);
        try (Connection lead = takeLead();
                Connection late = TestService.connect("late");
                Connection early = TestService.connect("early")) {
            Relay relay = relay(lead, all, settings("10s"));
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
    void nobody_but_the_leader_reads() throws Exception {
        try (Connection lead = takeLead();
                RelaySession other = new RelaySession(TestService.connect("test"), settings("10s"))) {
            assertThat(other.tryToLead()).isFalse();
            assertThat(lead.isClosed()).isFalse();
        }
    }

    /// Waits in line for the lead, and then ends the session that has it.
    private static Connection takeLead() throws Exception {
        Connection lead = TestService.connect("leading test");
        CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> {
            try (PreparedStatement lock = lead.prepareStatement("SELECT pg_advisory_lock(?)")) {
                lock.setLong(1, RelaySession.LEAD);
                return lock.execute();
            }
            catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
        await().until(() -> {
            TestService.endSessions(RELAY);
            return taken.isDone();
        });
        taken.get();
        return lead;
    }

    private Relay relay(Connection lead, EventSender sender, OutboxProperties settings) throws SQLException {
        return new Relay(new RelaySession(lead, settings), sender, settings, this.metrics);
    }

    private static EventSender kafka() {
        return service.bean(OutboxAutoConfiguration.EventSenders.class).get();
    }

    private static OutboxProperties settings(String lease) {
        return OutboxSettings.with(lease);
    }

    private static void endSession(Connection connection) {
        TestService.endSessions("leading test");
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
        while (!relay.round().equals(Relay.Outcome.IDLE)) {
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    private static Throwable failureOf(Relay relay) {
        try {
            relay.round();
            return new AssertionError("The round ended as if nothing had happened");
        }
        catch (LeadLost | InterruptedException failure) {
            return failure;
        }
    }

    private static int leaders(TestService one, TestService two) {
        return (isLeading(one) ? 1 : 0) + (isLeading(two) ? 1 : 0);
    }

    private static boolean isLeading(TestService instance) {
        return instance.bean(RelayMetrics.class).isLeading();
    }

    private static long allWaiting() {
        return service.jdbc().sql("""
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

    /// Does something after each acknowledgement and before the relay learns of it.
    private record SenderWithStop(EventSender kafka, Consumer<CompletableFuture<Void>> stop) implements EventSender {

        @Override
        public CompletableFuture<Void> send(OutboxRow row) {
            CompletableFuture<Void> acknowledgement = this.kafka.send(row);
            this.stop.accept(acknowledgement);
            return acknowledgement;
        }

        @Override
        public void flush() {
            this.kafka.flush();
        }

        @Override
        public void resume() {
            this.kafka.resume();
        }

        @Override
        public void close() {
            this.kafka.close();
        }

    }

    /// Stands still before the first event, as a process does that is stopped or collects
    /// garbage.
    private record PausedSender(EventSender kafka, CountDownLatch paused, CountDownLatch woken) implements EventSender {

        @Override
        public CompletableFuture<Void> send(OutboxRow row) {
            this.paused.countDown();
            try {
                this.woken.await(30, TimeUnit.SECONDS);
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return this.kafka.send(row);
        }

        @Override
        public void flush() {
            this.kafka.flush();
        }

        @Override
        public void resume() {
            this.kafka.resume();
        }

        @Override
        public void close() {
            this.kafka.close();
        }

    }

}
