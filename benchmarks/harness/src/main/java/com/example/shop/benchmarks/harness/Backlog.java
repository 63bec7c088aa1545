package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/// Events that a relay finds when it starts.
/// @param longest measured; what is left then stays where it is
record Backlog(int events, Duration longest) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    static Backlog of(int events) {
        return new Backlog(events, LONGEST);
    }

    Relayed relay(Session session, ContenderProcess instance) throws IOException, InterruptedException, SQLException {
        instance.stopRelay();
        instance.fill(this.events);
        session.settle();
        long before = session.log().size();
        Meter meter = session.meter(instance);
        instance.startRelay();
        // From the first batch on, so that a start that takes its time is not taken for a
        // slow relay.
        EventLog.Progress first = session.log().awaitSize(before + 1, STANDSTILL, STANDSTILL);
        EventLog.Progress last = session.log().awaitSize(before + this.events, this.longest, STANDSTILL);
        Meter.Usage usage = meter.read();
        long relayed = last.size() - before;
        if (relayed < this.events && this.longest.equals(LONGEST)) {
            throw new IllegalStateException("Only %d of %d events were relayed".formatted(relayed, this.events));
        }
        double perSecond = (last.size() > first.size())
                ? (last.size() - first.size()) / ((last.nanos() - first.nanos()) / 1e9)
                : relayed / ((last.nanos() - meter.begin()) / 1e9);
        return new Relayed(perSecond, (usage.appMillis() + usage.databaseMillis()) / (relayed / 1e3));
    }

    /// @param cpuPerThousand milliseconds of app and database for 1,000 events
    record Relayed(double perSecond, double cpuPerThousand) {

        boolean lastsLessThan(Duration wanted, int events) {
            return events / this.perSecond < 0.7 * wanted.toMillis() / 1e3;
        }

    }

}
