package com.example.shop.benchmarks.harness;

import java.time.Duration;

/// A backlog, and nobody who writes: how fast the relay alone is.
final class RelayScenario implements Scenario {

    private static final int FIRST = 2_000;

    private static final int MOST = 500_000;

    private static final int FEWEST_RUNS = 5;

    private static final int MOST_RUNS = 12;

    @Override
    public String id() {
        return "relay";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.hasRelay();
    }

    @Override
    public boolean isRepeated() {
        return true;
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        ContenderProcess instance = session.warmInstance();

        // From backlog to backlog, until one lasts and the JVM compiles next to nothing.
        Duration wanted = session.scale().relay();
        int events = FIRST;
        Backlog.Relayed relayed;
        Duration compiling;
        int run = 0;
        do {
            Duration compiled = instance.compiled();
            relayed = Backlog.of(events).relay(session, instance);
            compiling = instance.compiled().minus(compiled);
            if (relayed.lastsLessThan(wanted, events)) {
                long thousands = Math.round(relayed.perSecond() * wanted.toMillis() / 1e6);
                events = Math.toIntExact(Math.clamp(1_000 * thousands, events, MOST));
            }
        }
        while (++run < MOST_RUNS && (run < FEWEST_RUNS || compiling.multipliedBy(20).compareTo(wanted) > 0));

        results.add(entrant, Metric.RELAY, relayed.perSecond());
        results.add(entrant, Metric.RELAY_CPU, relayed.cpuPerThousand());
    }

}
