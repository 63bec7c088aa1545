package com.example.shop.benchmarks.harness;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A backlog, and nobody who writes: how fast the relay alone is. It takes turns with a producer that has no database.
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
    public void run(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        int events = warmUp(session);
        if (!entrant.isComplete()) {
            for (int round = 1; round <= session.scale().rounds(); round++) {
                results.undisturbed(() -> relay(session, events, results));
            }
            return;
        }
        Session limit = session.beside(Entrant.RAW_PRODUCER);
        int eventsOfLimit = warmUp(limit);
        for (int round = 1; round <= session.scale().rounds(); round++) {
            results.undisturbed(() -> {
                double most = relay(limit, eventsOfLimit, results);
                results.add(entrant, Metric.RELAY_SHARE, relay(session, events, results) / most);
            });
        }
    }

    /// From backlog to backlog, until one lasts.
    /// @return the events of such a one
    private static int warmUp(Session session) throws Exception {
        ContenderProcess instance = session.warmInstance();
        Duration wanted = session.scale().relay();
        AtomicInteger events = new AtomicInteger(FIRST);
        WarmUp.repeat(instance, wanted, FEWEST_RUNS, MOST_RUNS, () -> {
            Backlog.Relayed relayed = Backlog.of(events.get()).relay(session, instance);
            if (relayed.lastsLessThan(wanted, events.get())) {
                long thousands = Math.round(relayed.perSecond() * wanted.toMillis() / 1e6);
                events.set(Math.toIntExact(Math.clamp(1_000 * thousands, events.get(), MOST)));
            }
        });
        return events.get();
    }

    /// @return events per second
    private static double relay(Session session, int events, Results results) throws Exception {
        Backlog.Relayed relayed = Backlog.of(events).relay(session, session.warmInstance());
        results.add(session.entrant(), Metric.RELAY, relayed.perSecond());
        results.add(session.entrant(), Metric.RELAY_CPU, relayed.cpuPerThousand());
        return relayed.perSecond();
    }

}
