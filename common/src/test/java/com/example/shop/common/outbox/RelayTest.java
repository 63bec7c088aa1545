package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class RelayTest {

    private final Table table = new Table();

    private final Broker broker = new Broker();

    private final WakeUp wakeUp = new WakeUp();

    private final Relay relay = new Relay(this.table, this.broker, OutboxSettings.of(Map.of("outbox.batch-size", "4")),
            new RelayStatus(Clock.systemUTC(), new SimpleMeterRegistry()), this.wakeUp);

    private final Logger log = (Logger) LoggerFactory.getLogger(Relay.class);

    @BeforeEach
    void do_not_log_what_is_parked() {
        this.log.setLevel(Level.OFF);
    }

    @AfterEach
    void log_as_before() {
        this.log.setLevel(null);
    }

    @Test
    void acknowledged_events_are_deleted() throws Exception {
        this.table.add("a", "b", "a");

        assertThat(this.relay.round()).isEqualTo(new Relay.Done(0, false));
        assertThat(this.table.left()).hasSize(3);
        assertThat(this.relay.round()).isEqualTo(new Relay.Done(3, false));
        assertThat(this.relay.round()).isEqualTo(new Relay.Idle());

        assertThat(this.broker.log).containsExactly("a1", "b2", "a3");
        assertThat(this.broker.flushes).isEqualTo(1);
        assertThat(this.table.left()).isEmpty();
    }

    @Test
    void a_relay_that_is_stopped_deletes_what_was_acknowledged_last() throws Exception {
        this.table.add("a");

        this.relay.round();
        this.relay.finish();

        assertThat(this.table.left()).isEmpty();
    }

    @Test
    void an_event_of_a_later_batch_waits_for_a_failed_one_of_its_aggregate() throws Exception {
        this.table.add("a", "b", "c", "d", "a", "e");
        this.broker.breaksAfter = 0;

        this.relay.round();
        this.broker.breaksAfter = Integer.MAX_VALUE;
        untilIdle();

        assertThat(this.broker.log).containsExactly("a1", "b2", "c3", "d4", "a5", "e6");
    }

    @Test
    void a_full_batch_is_followed_by_the_next_at_once() throws Exception {
        this.table.add("a", "b", "a", "b", "a");

        assertThat(this.relay.round()).isEqualTo(new Relay.Done(4, true));
        this.relay.round();

        assertThat(this.broker.log).containsExactly("a1", "b2", "a3", "b4", "a5");
    }

    @Test
    void while_the_broker_is_away_nothing_is_deleted_and_nothing_is_parked() throws Exception {
        this.table.add("a", "b", "a");
        this.broker.away = true;

        for (int round = 0; round < 10; round++) {
            assertThat(this.relay.round()).isInstanceOfSatisfying(Relay.Trouble.class,
                    trouble -> assertThat(trouble.cause()).isInstanceOf(TimeoutException.class));
        }

        assertThat(this.table.left()).containsExactly("a1", "b2", "a3");
        assertThat(this.table.parked).isEmpty();
        assertThat(this.broker.log).isEmpty();
    }

    @Test
    void of_a_batch_that_fails_midway_only_the_acknowledged_part_is_deleted() throws Exception {
        this.table.add("a", "b", "c");
        this.broker.breaksAfter = 1;

        Relay.Outcome outcome = this.relay.round();
        this.broker.breaksAfter = Integer.MAX_VALUE;
        untilIdle();

        assertThat(outcome).isInstanceOf(Relay.Trouble.class);
        assertThat(this.broker.log).containsExactly("a1", "b2", "c3");
        assertThat(this.table.left()).isEmpty();
    }

    @Test
    void an_event_that_is_refused_holds_back_its_aggregate_and_is_parked_after_three_attempts() throws Exception {
        this.table.add("a", "b", "a");
        this.broker.refused.add("a1");

        this.relay.round();
        this.relay.round();
        assertThat(this.table.left()).containsExactly("a1", "a3");
        assertThat(this.table.parked).isEmpty();
        this.relay.round();

        assertThat(this.table.parked).containsExactly("a1: too large");
        this.table.add("a", "b");
        untilIdle();
        assertThat(this.table.left()).containsExactly("a3", "a4");
        assertThat(this.broker.log).containsExactly("b2", "b5");
    }

    @Test
    void an_event_that_is_refused_is_not_parked_if_the_next_attempt_succeeds() throws Exception {
        this.table.add("a");
        this.broker.refused.add("a1");

        this.relay.round();
        this.relay.round();
        this.broker.refused.clear();
        this.relay.round();

        assertThat(this.table.parked).isEmpty();
        assertThat(this.broker.log).containsExactly("a1");
    }

    @Test
    void of_a_batch_that_is_refused_as_a_whole_only_the_event_at_fault_is_parked() throws Exception {
        this.table.add("a", "b", "a", "c");
        this.broker.refusesLate.add("b2");

        Relay.Outcome first = this.relay.round();
        assertThat(first).isEqualTo(new Relay.Done(1, true));
        assertThat(this.table.parked).isEmpty();
        untilIdle();

        assertThat(this.table.parked).containsExactly("b2: invalid");
        assertThat(this.table.left()).isEmpty();
        assertThat(this.broker.log).containsExactly("a1", "a3", "c4");
    }

    @Test
    void events_are_sent_behind_those_in_flight_and_none_twice() throws Exception {
        this.broker.acknowledgesAfterHeartbeats = Integer.MAX_VALUE;
        this.table.add("a");
        this.relay.round();

        this.table.add("a");
        assertThat(this.relay.round()).isEqualTo(new Relay.Done(0, false));

        assertThat(this.broker.unacknowledged()).containsExactly("a1", "a2");
        assertThat(this.table.left()).containsExactly("a1", "a2");
    }

    @Test
    void a_leader_that_waits_for_a_whole_batch_keeps_its_lease() throws Exception {
        Relay waiting = new Relay(this.table, this.broker,
                OutboxSettings.of(Map.of("outbox.batch-size", "2", "outbox.lease", "30ms")),
                new RelayStatus(Clock.systemUTC(), new SimpleMeterRegistry()), new WakeUp());
        this.table.add("a", "b");
        this.broker.acknowledgesAfterHeartbeats = 3;

        assertThat(waiting.round()).isEqualTo(new Relay.Done(2, true));
    }

    @Test
    @Timeout(10)
    void a_leader_renews_its_lease_before_it_waits() throws Exception {
        Relay sending = new Relay(this.table, this.broker,
                OutboxSettings.of(Map.of("outbox.batch-size", "2", "outbox.lease", "1h")),
                new RelayStatus(Clock.systemUTC(), new SimpleMeterRegistry()), new WakeUp());
        this.table.add("a", "b");
        this.broker.acknowledgesAfterHeartbeats = 2;

        assertThat(sending.round()).isEqualTo(new Relay.Done(2, true));
    }

    @Test
    void an_acknowledgement_wakes_the_relay() throws Exception {
        this.broker.acknowledgesAfterHeartbeats = 1;
        this.table.add("a");
        this.relay.round();
        assertThat(this.wakeUp.await(Duration.ZERO)).isFalse();

        this.broker.heartbeat();

        assertThat(this.wakeUp.await(Duration.ZERO)).isTrue();
        assertThat(this.relay.round()).isEqualTo(new Relay.Done(1, false));
    }

    private void untilIdle() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            Relay.Outcome outcome = this.relay.round();
            if (outcome instanceof Relay.Idle) {
                return;
            }
            if (outcome instanceof Relay.Done(int acknowledged, boolean more) && acknowledged == 0 && !more) {
                this.wakeUp.await(Duration.ofSeconds(5));
            }
        }
        throw new AssertionError("The relay does not become idle");
    }

    /// The outbox in memory; a row is named by its aggregate and position.
    private final class Table implements OutboxRows {

        private final TreeMap<Long, OutboxRow> rows = new TreeMap<>();

        private final List<String> parked = new ArrayList<>();

        private final Set<String> heldBack = new HashSet<>();

        private long last;

        void add(String... aggregates) {
            for (String aggregate : aggregates) {
                long position = ++this.last;
                this.rows.put(position, new OutboxRow(position, UUID.randomUUID(), "type", aggregate, position,
                        new byte[10], null, Instant.EPOCH));
            }
        }

        List<String> left() {
            return this.rows.values().stream().map(RelayTest::name).toList();
        }

        @Override
        public List<OutboxRow> next(List<OutboxRow> acknowledged, List<OutboxRow> inFlight, int limit, DataSize size) {
            acknowledged.forEach(row -> this.rows.remove(row.position()));
            return this.rows.values()
                .stream()
                .filter(row -> !this.heldBack.contains(row.aggregate()))
                .filter(row -> !inFlight.contains(row))
                .limit(limit)
                .toList();
        }

        @Override
        public void park(OutboxRow row, String reason) {
            this.rows.remove(row.position());
            this.heldBack.add(row.aggregate());
            this.parked.add(name(row) + ": " + reason);
        }

        @Override
        public void keepAlive() {
            RelayTest.this.broker.heartbeat();
        }

    }

    /// A broker that does what a test says, with the promises of a sender.
    private static final class Broker implements EventSender {

        private final List<String> log = new ArrayList<>();

        private final Set<String> refused = new HashSet<>();

        private final Set<String> refusesLate = new HashSet<>();

        private final List<Sent> unacknowledged = new ArrayList<>();

        private boolean away;

        private boolean broken;

        private int breaksAfter = Integer.MAX_VALUE;

        private int acknowledgesAfterHeartbeats;

        private int flushes;

        @Override
        public CompletableFuture<Void> send(OutboxRow row) {
            if (this.away || this.broken || this.log.size() >= this.breaksAfter) {
                this.broken = true;
                return CompletableFuture.failedFuture(new TimeoutException("away"));
            }
            if (this.refused.contains(name(row))) {
                return CompletableFuture.failedFuture(new RefusedEvent("too large"));
            }
            CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
            if (this.acknowledgesAfterHeartbeats > 0) {
                this.unacknowledged.add(new Sent(row, acknowledgement));
                return acknowledgement;
            }
            if (!this.refusesLate.isEmpty()) {
                acknowledgeLate(row, acknowledgement);
                return acknowledgement;
            }
            this.log.add(name(row));
            acknowledgement.complete(null);
            return acknowledgement;
        }

        /// Everything in flight fails together with the one at fault.
        private void acknowledgeLate(OutboxRow row, CompletableFuture<Void> acknowledgement) {
            boolean atFault = this.refusesLate.contains(name(row));
            CompletableFuture.runAsync(() -> {
                if (atFault || this.broken) {
                    this.broken = true;
                    acknowledgement
                        .completeExceptionally(atFault ? new RefusedEvent("invalid") : new TimeoutException("aborted"));
                    return;
                }
                this.log.add(name(row));
                acknowledgement.complete(null);
            }, CompletableFuture.delayedExecutor(20, java.util.concurrent.TimeUnit.MILLISECONDS, Runnable::run));
        }

        List<String> unacknowledged() {
            return this.unacknowledged.stream().map(sent -> name(sent.row())).toList();
        }

        void heartbeat() {
            if (!this.unacknowledged.isEmpty() && --this.acknowledgesAfterHeartbeats == 0) {
                this.unacknowledged.forEach(sent -> sent.acknowledgement().complete(null));
            }
        }

        @Override
        public void flush() {
            this.flushes++;
        }

        @Override
        public void resume() {
            this.broken = false;
        }

        @Override
        public void close() {
            this.broken = true;
        }

    }

    private record Sent(OutboxRow row, CompletableFuture<Void> acknowledgement) {
    }

    private static String name(OutboxRow row) {
        return row.aggregate() + row.position();
    }

}
