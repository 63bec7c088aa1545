package com.example.shop.benchmarks.harness;

import java.time.Duration;

/// Nothing to do: what it costs all the same.
final class IdleScenario implements Scenario {

    private static final Duration CALM = Duration.ofSeconds(3);

    @Override
    public String id() {
        return "idle";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.isComplete();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        ContenderProcess instance = session.warmInstance();
        Thread.sleep(CALM);
        Meter meter = session.meter(instance);
        Thread.sleep(session.scale().idle());
        Meter.Usage usage = meter.read();
        results.add(session.entrant(), Metric.IDLE_APP, usage.appMillis() / usage.seconds());
        results.add(session.entrant(), Metric.IDLE_DATABASE, usage.databaseMillis() / usage.seconds());
    }

}
