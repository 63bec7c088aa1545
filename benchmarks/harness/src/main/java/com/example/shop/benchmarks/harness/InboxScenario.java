package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Events that lie in Kafka, and nobody who writes: how fast they are handled, and what that costs. Counted is what
/// handling them has changed in the database.
final class InboxScenario implements Scenario {

    private static final int FIRST = 2_000;

    private static final int MOST = 500_000;

    private static final int MOST_SLICES = 8;

    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "inbox";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return !entrant.isWriter();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        try (ContenderProcess instance = session.startInstance();
                Connection connection = session.database().connect()) {
            Progress.tell(entrant.title() + ": started, warming up");
            AtomicReference<Handled> last = new AtomicReference<>(handle(FIRST, session, instance, connection));
            Duration slice = session.scale().warmUp();
            WarmUp.repeat(instance, slice, 1, MOST_SLICES,
                    () -> last.set(handle(eventsFor(slice, last.get()), session, instance, connection)));
            Handled handled = handle(eventsFor(session.scale().drain(), last.get()), session, instance, connection);

            double thousands = handled.events() / 1e3;
            results.add(entrant, Metric.HANDLED, handled.perSecond());
            results.add(entrant, Metric.HANDLED_CPU_APP, handled.usage().appMillis() / thousands);
            results.add(entrant, Metric.HANDLED_CPU_DATABASE, handled.usage().databaseMillis() / thousands);
            results.add(entrant, Metric.HANDLED_WAL, (double) handled.usage().walBytes() / handled.events());
        }
    }

    private static int eventsFor(Duration time, Handled before) {
        return Math.clamp(Math.round(before.perSecond() * time.toMillis() / 1e3), FIRST, MOST);
    }

    private static Handled handle(int events, Session session, ContenderProcess instance, Connection connection)
            throws IOException, InterruptedException, SQLException {
        instance.stopRelay();
        instance.fill(events);
        session.settle();
        long before = effects(connection);
        Meter meter = session.meter(instance);
        instance.startRelay();
        // From the first batch on: how long consumers take to wake up is not the
        // question.
        Moment first = await(before + 1, connection);
        Moment last = await(before + events, connection);
        Meter.Usage usage = meter.read();
        if (last.effects() != before + events) {
            throw new IllegalStateException("%d effects of %d events".formatted(last.effects() - before, events));
        }
        double perSecond = (last.effects() > first.effects())
                ? (last.effects() - first.effects()) / ((last.nanos() - first.nanos()) / 1e9)
                : events / ((last.nanos() - meter.begin()) / 1e9);
        return new Handled(events, perSecond, usage);
    }

    private static Moment await(long wanted, Connection connection) throws InterruptedException, SQLException {
        Moment moment = new Moment(effects(connection), System.nanoTime());
        while (moment.effects() < wanted && System.nanoTime() - moment.nanos() < STANDSTILL.toNanos()) {
            Thread.sleep(20);
            long effects = effects(connection);
            if (effects > moment.effects()) {
                moment = new Moment(effects, System.nanoTime());
            }
        }
        return moment;
    }

    private static long effects(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT sum(events) FROM shop.handled");
                ResultSet found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    /// @param effects that were seen at that moment for the first time
    private record Moment(long effects, long nanos) {
    }

    private record Handled(int events, double perSecond, Meter.Usage usage) {
    }

}
