package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/// The real relay in a world made of chance: transactions that commit in another order than they wrote, leaders that
/// crash or sleep at any call, acknowledgements that are lost, events that Kafka refuses. The same seed makes the same
/// world; a failure names its seed.
///
/// Deterministic simulation after Will Wilson, "Testing Distributed Systems w/ Deterministic Simulation", Strange Loop 2014.
class RelaySimulationTest {

    /// A short form; `-Dsimulation.seeds=10000` is the long one.
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 300);

    private static final int STEPS = 40;

    private static final OutboxProperties SETTINGS = OutboxSettings.of(Map.of("outbox.batch-size", "5"));

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
    void whatever_happens_nothing_is_lost_and_each_aggregate_arrives_in_order() throws Exception {
        int takeovers = 0;
        int repeated = 0;
        int parked = 0;
        int decided = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed);
            world.live();
            assertThat(world.violations()).as("seed %d: %s", seed, world.sent).isEmpty();
            takeovers += world.takeovers;
            repeated += world.sent.size() - new HashSet<>(world.sent).size();
            parked += world.parked.size();
            decided += world.decided;
        }
        // Without these the simulation would prove nothing.
        assertThat(takeovers).isGreaterThan(SEEDS);
        assertThat(repeated).isGreaterThan(SEEDS);
        assertThat(parked).isGreaterThan(SEEDS / 100);
        assertThat(decided).isGreaterThan(SEEDS / 100);
    }

    /// Ends a leader at the call it is in.
    private static final class Crash extends RuntimeException {

    }

    /// The database, the broker and the leaders, one after the other.
    private static final class World {

        private static final List<String> AGGREGATES = List.of("a", "b", "c", "d");

        private final Random chance;

        private final Map<String, OutboxRow> written = new LinkedHashMap<>();

        /// What is committed and not deleted.
        private final TreeMap<Long, OutboxRow> table = new TreeMap<>();

        /// One open transaction at most per aggregate: it holds the lock on its row.
        private final Map<String, List<OutboxRow>> open = new HashMap<>();

        private final Map<String, Integer> versions = new HashMap<>();

        private final Map<String, OutboxRow> parked = new TreeMap<>();

        private final Set<String> refused = new HashSet<>();

        private final Set<String> refusedOnce = new HashSet<>();

        private final Set<String> discarded = new HashSet<>();

        /// The log of the broker.
        private final List<String> sent = new ArrayList<>();

        private boolean calm;

        private long position;

        private int takeovers;

        private int decided;

        private Leader leader;

        World(long seed) {
            this.chance = new Random(seed);
            this.leader = new Leader(this);
        }

        boolean happens(int percent) {
            return !this.calm && this.chance.nextInt(100) < percent;
        }

        void live() throws InterruptedException {
            for (int step = 0; step < STEPS; step++) {
                switch (this.chance.nextInt(9)) {
                    case 0, 1, 2, 3 -> write();
                    case 4, 5 -> commitOrRollBack();
                    case 6, 7 -> relay();
                    default -> decide();
                }
            }
            this.calm = true;
            List.copyOf(this.open.keySet()).forEach(this::commit);
            for (int round = 0; round < 200 && !rows().isEmpty(); round++) {
                relay();
            }
        }

        private void write() {
            String aggregate = AGGREGATES.get(this.chance.nextInt(AGGREGATES.size()));
            List<OutboxRow> rows = this.open.computeIfAbsent(aggregate, (name) -> new ArrayList<>());
            int version = this.versions.getOrDefault(aggregate, 0) + rows.size() + 1;
            rows.add(new OutboxRow(++this.position, new UUID(aggregate.charAt(0), version), "type", aggregate, version,
                    new byte[1], null, Instant.EPOCH));
        }

        private void commitOrRollBack() {
            List<String> names = this.open.keySet().stream().sorted().toList();
            if (names.isEmpty()) {
                return;
            }
            String aggregate = names.get(this.chance.nextInt(names.size()));
            if (happens(10)) {
                this.open.remove(aggregate);
                return;
            }
            commit(aggregate);
        }

        private void commit(String aggregate) {
            for (OutboxRow row : this.open.getOrDefault(aggregate, List.of())) {
                this.table.put(row.position(), row);
                this.written.put(name(row), row);
                this.versions.merge(aggregate, 1, Integer::sum);
                if (happens(2)) {
                    this.refused.add(name(row));
                    this.refusedOnce.add(name(row));
                }
            }
            this.open.remove(aggregate);
        }

        /// An operator looks after a parked event, now and then.
        private void decide() {
            if (this.parked.isEmpty()) {
                return;
            }
            String name = List.copyOf(this.parked.keySet()).get(this.chance.nextInt(this.parked.size()));
            OutboxRow row = Objects.requireNonNull(this.parked.remove(name));
            this.decided++;
            if (this.chance.nextBoolean()) {
                this.discarded.add(name);
                return;
            }
            this.refused.remove(name);
            this.table.put(row.position(), row);
        }

        private void relay() throws InterruptedException {
            Leader current = this.leader;
            try {
                current.landSome();
                current.relay.round();
            }
            catch (Crash | LeadershipLost _) {
                current.giveUp();
                if (this.leader == current) {
                    takeOver();
                }
            }
        }

        private void takeOver() {
            this.leader.leader = false;
            this.leader = new Leader(this);
            this.takeovers++;
        }

        /// The leader sleeps in the middle of a call, until after its lease. Others lead
        /// meanwhile, and may crash and sleep as well.
        void sleep(Leader sleeper) {
            sleeper.giveUp();
            takeOver();
            try {
                for (int round = this.chance.nextInt(4); round > 0; round--) {
                    if (this.chance.nextBoolean()) {
                        commitOrRollBack();
                    }
                    if (this.chance.nextInt(10) == 0) {
                        decide();
                    }
                    relay();
                }
            }
            catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        List<OutboxRow> rows() {
            Set<String> heldBack = heldBack();
            return this.table.values().stream().filter(row -> !heldBack.contains(row.aggregate())).toList();
        }

        Set<String> heldBack() {
            return this.parked.values().stream().map(OutboxRow::aggregate).collect(Collectors.toSet());
        }

        List<String> violations() {
            List<String> violations = new ArrayList<>();
            Map<String, Long> newest = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (String name : this.sent) {
                OutboxRow row = this.written.get(name);
                if (row == null) {
                    violations.add(name + " was never committed");
                }
                else if (seen.add(name) && newest.merge(row.aggregate(), row.version(), Math::max) > row.version()) {
                    violations.add(name + " came after a newer one");
                }
            }
            Set<String> heldBack = heldBack();
            Set<String> waiting = this.table.values()
                .stream()
                .filter(row -> heldBack.contains(row.aggregate()))
                .map(World::name)
                .collect(Collectors.toSet());
            this.written.keySet()
                .stream()
                .filter(name -> !seen.contains(name) && !this.parked.containsKey(name))
                .filter(name -> !this.discarded.contains(name) && !waiting.contains(name))
                .forEach(name -> violations.add(name + " is lost"));
            this.parked.keySet()
                .stream()
                .filter(name -> !this.refusedOnce.contains(name))
                .forEach(name -> violations.add(name + " is parked without need"));
            return violations;
        }

        static String name(OutboxRow row) {
            return row.aggregate() + row.version();
        }

    }

    /// A process with its session of the database and its producer.
    private static final class Leader implements OutboxRows, EventSender {

        private final World world;

        private final Relay relay;

        private final Deque<Sending> inFlight = new ArrayDeque<>();

        /// Partitions in which a record of this producer is missing. An idempotent
        /// producer gets no later one past it.
        private final Set<Integer> gaps = new HashSet<>();

        private boolean leader = true;

        private boolean broken;

        Leader(World world) {
            this.world = world;
            this.relay = new Relay(this, this, SETTINGS, new RelayStatus(Clock.systemUTC(), new SimpleMeterRegistry()),
                    new WakeUp());
        }

        private void crashAfterwards() {
            if (this.world.happens(2)) {
                throw new Crash();
            }
        }

        private void fate() {
            if (this.world.happens(2)) {
                this.world.decide();
            }
            if (this.world.happens(2)) {
                throw new Crash();
            }
            if (this.leader && this.world.happens(2)) {
                this.world.sleep(this);
            }
            if (!this.leader) {
                throw new LeadershipLost("asleep for too long", new IllegalStateException());
            }
        }

        @Override
        public List<OutboxRow> next(List<OutboxRow> acknowledged, List<OutboxRow> inFlight, int limit, DataSize size) {
            fate();
            landSome();
            acknowledged.forEach(row -> this.world.table.remove(row.position()));
            crashAfterwards();
            return this.world.rows().stream().filter(row -> !inFlight.contains(row)).limit(limit).toList();
        }

        @Override
        public void park(OutboxRow row, String reason) {
            fate();
            if (this.world.table.remove(row.position()) != null) {
                this.world.parked.put(World.name(row), row);
            }
        }

        @Override
        public void keepAlive() {
            fate();
        }

        @Override
        public CompletableFuture<Void> send(OutboxRow row) {
            if (this.leader && this.world.happens(2)) {
                // The one call in which a leader that has lost the leadership still
                // sends.
                this.world.sleep(this);
                append(row, true);
                return CompletableFuture.failedFuture(new TimeoutException("asleep"));
            }
            if (this.broken) {
                return CompletableFuture.failedFuture(new IllegalStateException("an earlier one failed"));
            }
            boolean refused = this.world.refused.contains(World.name(row));
            if (refused && this.world.chance.nextBoolean()) {
                return CompletableFuture.failedFuture(new RefusedEvent("too large"));
            }
            Sending sending = new Sending(this, row, refused);
            this.inFlight.add(sending);
            return sending;
        }

        /// In the time between two rounds, or in that of a question to the database.
        private void landSome() {
            int sendings = this.inFlight.size();
            land(this.world.calm ? sendings : this.world.chance.nextInt(sendings + 1));
        }

        private void land() {
            land(this.inFlight.size());
        }

        /// Decides what becomes of the oldest under way.
        private void land(int sendings) {
            for (int landed = 0; landed < sendings; landed++) {
                Sending sending = this.inFlight.remove();
                boolean stopped = this.broken;
                boolean fails = stopped || sending.refused || this.world.happens(5);
                append(sending.row, !sending.refused && (!fails || this.world.happens(50)));
                this.broken = fails;
                if (!fails) {
                    sending.complete(null);
                }
                else if (sending.refused && !stopped) {
                    sending.completeExceptionally(new RefusedEvent("invalid"));
                }
                else {
                    sending.completeExceptionally(new TimeoutException("no acknowledgement"));
                }
            }
        }

        /// The process is gone, or asleep until all it has under way is expired.
        void giveUp() {
            this.broken = true;
            land();
        }

        private void append(OutboxRow row, boolean arrives) {
            int partition = row.aggregate().charAt(0) % 2;
            if (arrives && !this.gaps.contains(partition)) {
                this.world.sent.add(World.name(row));
            }
            else {
                this.gaps.add(partition);
            }
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void resume() {
            if (this.broken) {
                // With a new producer.
                this.broken = false;
                this.gaps.clear();
            }
        }

        @Override
        public void close() {
            this.broken = true;
        }

    }

    /// An event on its way; it arrives, or not, when somebody waits for it.
    private static final class Sending extends CompletableFuture<Void> {

        private final Leader leader;

        private final OutboxRow row;

        private final boolean refused;

        Sending(Leader leader, OutboxRow row, boolean refused) {
            this.leader = leader;
            this.row = row;
            this.refused = refused;
        }

        @Override
        public Void get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
            this.leader.fate();
            this.leader.land();
            return super.get(timeout, unit);
        }

    }

}
