package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.messaging.DatabaseSessions;
import com.example.shop.common.testservice.Effects;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/// Which process is the leader, and what happens when it is gone at the worst moment.
class RelayIT {

    private final TestService service = TestService.shared();

    private final Effects effects = this.service.effects();

    private final UUID order = UUID.randomUUID();

    private final String aggregate = this.order.toString();

    private final RelayStatus status = new RelayStatus(Clock.systemUTC(), new SimpleMeterRegistry());

    @Test
    void the_events_of_an_aggregate_keep_their_order_with_two_instances_and_a_leader_that_is_lost_again_and_again() {
        List<UUID> orders = IntStream.range(0, 20).mapToObj(_ -> UUID.randomUUID()).toList();

        Long[] inOrder = LongStream.rangeClosed(1, 20).boxed().toArray(Long[]::new);

        try (TestService second = TestService.start()) {
            for (long version = 1; version <= 20; version++) {
                for (UUID each : orders) {
                    ((version + each.hashCode()) % 2 == 0 ? this.service : second)
                        .append(Samples.placed(each, version));
                }
                if (version % 5 == 0) {
                    this.service.endSessions(Relays.RELAY);
                }
            }

            await().untilAsserted(() -> assertThat(orders)
                .allSatisfy(each -> assertThat(this.effects.of(each.toString())).containsExactly(inOrder)));
        }

        assertThat(orders).allSatisfy(
                each -> assertThat(Kafka.versions(Topics.ORDER_EVENTS, each.toString())).containsExactly(inOrder));
    }

    @Test
    void another_instance_takes_over_within_seconds() {
        try (TestService second = TestService.start()) {
            await().untilAsserted(() -> assertThat(leaders(this.service, second)).isEqualTo(1));
            TestService leader = isLeader(this.service) ? this.service : second;
            TestService other = (leader == this.service) ? second : this.service;

            leader.bean(RelayLoop.class).stop();
            leader.append(Samples.placed(this.order, 1L));

            await().atMost(Duration.ofSeconds(5)).until(() -> isLeader(other));
            await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L));
            leader.bean(RelayLoop.class).start();
        }
    }

    @Test
    void a_leader_lost_between_acknowledgement_and_delete_leaves_a_copy_and_one_effect() throws Exception {
        AtomicBoolean sent = new AtomicBoolean();
        try (RelaySession session = Relays.takeLeadership(this.service, "10s"); EventSender sender = kafka()) {
            this.service.append(Samples.placed(this.order, 2));
            Relay relay = relay(session, new SenderWithStop(sender, this.aggregate, acknowledged -> {
                acknowledged.join();
                sent.set(true);
                this.service.endSessions(Relays.LEADING_TEST);
            }), "10s");

            assertThatExceptionOfType(LeadershipLost.class).isThrownBy(() -> roundsForEver(relay));
        }

        assertThat(sent).isTrue();
        await()
            .untilAsserted(() -> assertThat(Kafka.records(Topics.ORDER_EVENTS, this.aggregate)).hasSizeGreaterThan(2));
        assertThat(Kafka.versions(Topics.ORDER_EVENTS, this.aggregate)).containsExactly(1L, 2L);
        await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L, 2L));
        assertThat(this.effects.of(this.aggregate)).containsExactly(1L, 2L);
    }

    @Test
    void a_leader_that_was_paused_for_longer_than_its_lease_does_no_harm_on_waking() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (RelaySession session = Relays.takeLeadership(this.service, "1s"); EventSender sender = kafka()) {
            this.service.append(Samples.placed(this.order, 2));
            Relay relay = relay(session, new PausedSender(sender, paused, woken), "1s");
            CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(() -> failureOf(relay));
            assertThat(paused.await(10, TimeUnit.SECONDS)).isTrue();

            await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L, 2L));
            this.service.append(Samples.placed(this.order, 3L));
            await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L, 2L, 3L));
            woken.countDown();

            assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(LeadershipLost.class);
        }
        assertThat(Kafka.versions(Topics.ORDER_EVENTS, this.aggregate)).containsExactly(1L, 2L, 3L);
        this.service.append(Samples.placed(this.order, 4L));
        await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L, 2L, 3L, 4L));
    }

    @Test
    void nobody_but_the_leader_reads() throws Exception {
        try (RelaySession session = Relays.takeLeadership(this.service, "10s");
                RelaySession other = new RelaySession(this.service.connect("test"), OutboxSettings.defaults())) {
            assertThat(other.tryToBecomeLeader()).isFalse();
            session.wakeLeader();
        }
    }

    @Test
    void a_relay_that_ends_with_an_error_is_down_and_starts_again() throws Exception {
        CountDownLatch startedAgain = new CountDownLatch(1);
        CountDownLatch down = new CountDownLatch(1);
        AtomicInteger starts = new AtomicInteger();
        Supplier<EventSender> senders = () -> {
            if (starts.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("Envelope");
            }
            startedAgain.countDown();
            awaitUninterrupted(down);
            return kafka();
        };
        OutboxHealth health = new OutboxHealth(this.service.bean(Backlog.class), this.status);
        RelayLoop loop = new RelayLoop(this.service.bean(DatabaseSessions.class), senders, new WakeUp(),
                OutboxSettings.defaults(), this.status);
        this.service.bean(RelayLoop.class).stop();
        try {
            loop.start();
            assertThat(startedAgain.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

            down.countDown();
            this.service.append(Samples.placed(this.order, 1L));

            await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L));
            await().untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
        }
        finally {
            loop.stop();
            this.service.bean(RelayLoop.class).start();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Relay relay(OutboxRows rows, EventSender sender, String lease) {
        return new Relay(rows, sender, OutboxSettings.with(lease), this.status, new WakeUp());
    }

    private EventSender kafka() {
        return this.service.bean(OutboxAutoConfiguration.EventSenders.class).get();
    }

    private static Throwable failureOf(Relay relay) {
        try {
            roundsForEver(relay);
            return new AssertionError("The thread was interrupted");
        }
        catch (LeadershipLost | InterruptedException failure) {
            return failure;
        }
    }

    private static void roundsForEver(Relay relay) throws InterruptedException {
        while (!Thread.interrupted()) {
            relay.round();
        }
    }

    private static int leaders(TestService one, TestService two) {
        return (isLeader(one) ? 1 : 0) + (isLeader(two) ? 1 : 0);
    }

    private static boolean isLeader(TestService instance) {
        return instance.bean(RelayStatus.class).isLeader();
    }

    /// Does something after each acknowledgement and before the relay learns of it.
    private record SenderWithStop(EventSender kafka, String aggregate,
            Consumer<CompletableFuture<Void>> stop) implements EventSender {

        @Override
        public CompletableFuture<Void> send(OutboxRow row) {
            CompletableFuture<Void> acknowledgement = this.kafka.send(row);
            // Not what an earlier test's leader has left unconfirmed.
            if (row.aggregate().equals(this.aggregate)) {
                this.stop.accept(acknowledgement);
            }
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
