package com.example.shop.benchmarks.harness;

import java.time.Duration;

/// A backlog, and nobody who writes: how fast the relay alone is.
final class RelayScenario implements Scenario {

    private static final int FIRST = 2_000;

    private static final int MOST = 500_000;

    private static final int LONGEST_SEARCH = 4;

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

        // From backlog to backlog, until one lasts: the code is warm by then as well.
        Duration wanted = session.scale().relay();
        int events = FIRST;
        Backlog.Relayed relayed = Backlog.of(events).relay(session, instance);
        for (int more = 0; more < LONGEST_SEARCH && events < MOST && relayed.lastsLessThan(wanted, events); more++) {
            long thousands = Math.round(relayed.perSecond() * wanted.toMillis() / 1e6);
            events = Math.toIntExact(Math.clamp(1_000 * thousands, FIRST, MOST));
            relayed = Backlog.of(events).relay(session, instance);
        }

        results.add(entrant, Metric.RELAY, relayed.perSecond());
        results.add(entrant, Metric.RELAY_CPU, relayed.cpuPerThousand());
    }

}
