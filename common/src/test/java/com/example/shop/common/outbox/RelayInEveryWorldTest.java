package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/// The real relay in every small world there is: four events of two aggregates in each order, and in the first two rounds
/// everything that can become of each. Where the simulation goes far by chance, this leaves nothing near to chance.
@Tag("long")
class RelayInEveryWorldTest {

    private static final int EVENTS = 4;

    /// Made once: their stacks would cost more than everything else here.
    private static final Exception TROUBLE = new TimeoutException("away");

    private static final Exception REFUSAL = new RefusedEvent("too large");

    private static final RelayStatus STATUS = new RelayStatus(Clock.systemUTC(), new SimpleMeterRegistry());

    private final Logger log = (Logger) LoggerFactory.getLogger(Relay.class);

    @BeforeEach
    void do_not_log_what_is_parked() {
        this.log.setLevel(Level.OFF);
    }

    @AfterEach
    void log_as_before() {
        this.log.setLevel(null);
    }

    /// @param batch three rows, so that the fourth is sent behind those in flight, or all
    /// of them
    @ParameterizedTest
    @CsvSource({ "3, 2", "5, 2" })
    void no_event_overtakes_an_earlier_one_of_its_aggregate_and_none_is_lost(int batch, int roundsWithFailures)
            throws Exception {
        OutboxProperties settings = OutboxSettings
            .of(Map.of("outbox.batch-size", String.valueOf(batch), "outbox.attempts", "2"));
        Choices choices = new Choices();
        int worlds = 0;
        int withParked = 0;
        int withCopies = 0;
        do {
            World world = new World(choices, roundsWithFailures);
            world.live(new Relay(world, world, settings, STATUS, new WakeUp()));
            if (!world.violations.isEmpty()) {
                fail("%s: %s, sent %s, parked %s", world.violations, world.fates, world.sent, world.parked);
            }
            worlds++;
            withParked += world.parked.isEmpty() ? 0 : 1;
            withCopies += (world.sent.size() > new HashSet<>(world.sent).size()) ? 1 : 0;
        }
        while (choices.another());
        // Without these there would be nothing to overtake, and nothing to repeat.
        assertThat(withParked).isPositive();
        assertThat(withCopies).isPositive();
        assertThat(worlds).isGreaterThan(20_000);
    }

    /// Goes through all sequences of answers, as a depth-first search does: the last
    /// answer that has an alternative is changed, and all behind it start anew.
    private static final class Choices {

        private final List<Integer> made = new ArrayList<>();

        private final List<Integer> possible = new ArrayList<>();

        private int next;

        <T> T of(List<T> alternatives) {
            if (this.next == this.made.size()) {
                this.made.add(0);
                this.possible.add(alternatives.size());
            }
            return alternatives.get(this.made.get(this.next++));
        }

        boolean another() {
            this.next = 0;
            while (!this.made.isEmpty() && this.made.getLast() + 1 == this.possible.getLast()) {
                this.made.removeLast();
                this.possible.removeLast();
            }
            if (this.made.isEmpty()) {
                return false;
            }
            this.made.set(this.made.size() - 1, this.made.getLast() + 1);
            return true;
        }

    }

    /// What became of an event in a round.
    private record Fate(int round, OutboxRow row, Object fate) {

        @Override
        public String toString() {
            return "round " + this.round + ": " + World.name(this.row) + " " + this.fate;
        }

    }

    private enum AtOnce {

        IN_FLIGHT, REFUSED, TROUBLE

    }

    private enum Later {

        ACKNOWLEDGED, REFUSED, LOST, ARRIVED_AND_ACKNOWLEDGEMENT_LOST

    }

    /// The outbox and the broker, each with the promises that the relay builds on.
    private static final class World implements OutboxRows, EventSender {

        private final Choices choices;

        private final int roundsWithFailures;

        private final TreeMap<Long, OutboxRow> table = new TreeMap<>();

        private final List<OutboxRow> all = new ArrayList<>();

        private final List<OutboxRow> late = new ArrayList<>();

        private final List<Fate> fates = new ArrayList<>();

        private final List<String> sent = new ArrayList<>();

        private final List<String> violations = new ArrayList<>();

        private final Set<String> parked = new HashSet<>();

        private final Set<String> heldBack = new HashSet<>();

        private final Deque<Flight> inFlight = new ArrayDeque<>();

        /// Aggregates of which a record of this producer is missing: each has a partition
        /// of its own, and an idempotent producer gets no later one past it.
        private final Set<String> gaps = new HashSet<>();

        private boolean broken;

        private int round;

        World(Choices choices, int roundsWithFailures) {
            this.choices = choices;
            this.roundsWithFailures = roundsWithFailures;
        }

        void live(Relay relay) throws InterruptedException {
            boolean lateCommit = this.choices.of(List.of(false, true));
            for (long position = 1; position <= EVENTS; position++) {
                String aggregate = (position == 1) ? "a" : this.choices.of(List.of("a", "b"));
                OutboxRow row = new OutboxRow(position, new UUID(0, position), "type", aggregate, position, new byte[1],
                        null, Instant.EPOCH);
                this.all.add(row);
                if (lateCommit && aggregate.equals("a")) {
                    this.late.add(row);
                }
                else {
                    this.table.put(position, row);
                }
            }
            Relay.Outcome outcome;
            do {
                this.round++;
                outcome = relay.round();
                this.late.forEach(row -> this.table.put(row.position(), row));
                this.late.clear();
            }
            while (this.round <= this.roundsWithFailures || !(outcome instanceof Relay.Idle));
            relay.finish();
            this.table.values()
                .stream()
                .filter(row -> !this.heldBack.contains(row.aggregate()))
                .forEach(row -> this.violations.add(name(row) + " is left"));
        }

        private <T> T fate(OutboxRow row, List<T> possible) {
            if (this.round > this.roundsWithFailures) {
                return possible.getFirst();
            }
            T fate = this.choices.of(possible);
            this.fates.add(new Fate(this.round, row, fate));
            return fate;
        }

        @Override
        public List<OutboxRow> next(List<OutboxRow> acknowledged, List<OutboxRow> inFlight, int limit, DataSize size) {
            if (this.round > this.roundsWithFailures
                    || (!this.inFlight.isEmpty() && this.choices.of(List.of(true, false)))) {
                land();
            }
            for (OutboxRow row : acknowledged) {
                this.table.remove(row.position());
                if (!this.sent.contains(name(row))) {
                    this.violations.add(name(row) + " is lost");
                }
            }
            return this.table.values()
                .stream()
                .filter(row -> !this.heldBack.contains(row.aggregate()) && !inFlight.contains(row))
                .limit(limit)
                .toList();
        }

        @Override
        public void park(OutboxRow row, String reason) {
            this.table.remove(row.position());
            this.heldBack.add(row.aggregate());
            this.parked.add(name(row));
        }

        @Override
        public void keepAlive() {
            // The lease is not what this is about.
        }

        @Override
        public CompletableFuture<Void> send(OutboxRow row) {
            if (this.broken) {
                return CompletableFuture.failedFuture(TROUBLE);
            }
            return switch (fate(row, List.of(AtOnce.values()))) {
                case REFUSED -> CompletableFuture.failedFuture(REFUSAL);
                case TROUBLE -> CompletableFuture.failedFuture(TROUBLE);
                case IN_FLIGHT -> {
                    Flight flight = new Flight(this, row);
                    this.inFlight.add(flight);
                    yield flight;
                }
            };
        }

        @Override
        public void flush() {
            // Nothing is collected here.
        }

        /// Everything in flight is acknowledged or fails, in the order in which it was
        /// sent.
        void land() {
            while (!this.inFlight.isEmpty()) {
                Flight flight = this.inFlight.remove();
                if (this.broken) {
                    boolean arrives = !this.gaps.contains(flight.row.aggregate())
                            && fate(flight.row, List.of(false, true));
                    fail(flight, arrives, TROUBLE);
                    continue;
                }
                switch (fate(flight.row, List.of(Later.values()))) {
                    case ACKNOWLEDGED -> {
                        arrive(flight.row);
                        flight.complete(null);
                    }
                    case REFUSED -> fail(flight, false, REFUSAL);
                    case LOST -> fail(flight, false, TROUBLE);
                    case ARRIVED_AND_ACKNOWLEDGEMENT_LOST -> fail(flight, true, TROUBLE);
                }
            }
        }

        private void fail(Flight flight, boolean arrives, Exception failure) {
            this.broken = true;
            if (arrives) {
                arrive(flight.row);
            }
            else {
                this.gaps.add(flight.row.aggregate());
            }
            flight.completeExceptionally(failure);
        }

        private void arrive(OutboxRow row) {
            this.all.stream()
                .filter(earlier -> earlier.aggregate().equals(row.aggregate()) && earlier.position() < row.position())
                .filter(earlier -> !this.sent.contains(name(earlier)))
                .forEach(earlier -> this.violations.add(name(row) + " overtook " + name(earlier)));
            this.sent.add(name(row));
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

        private static String name(OutboxRow row) {
            return row.aggregate() + row.position();
        }

    }

    /// An event on its way; it arrives, or not, when somebody waits for it.
    private static final class Flight extends CompletableFuture<Void> {

        private final World world;

        private final OutboxRow row;

        Flight(World world, OutboxRow row) {
            this.world = world;
            this.row = row;
        }

        @Override
        public Void get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
            this.world.land();
            return super.get(timeout, unit);
        }

    }

}
