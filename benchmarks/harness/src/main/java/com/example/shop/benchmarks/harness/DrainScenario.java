package com.example.shop.benchmarks.harness;

/// All writers at full speed, until the last of their events is in Kafka: what the whole thing costs. An outbox takes turns
/// with the business and outbox rows that nobody reads.
final class DrainScenario implements Scenario {

    @Override
    public String id() {
        return "drain";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.isWriter();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        session.warmInstance();
        for (int round = 1; round <= session.scale().rounds(); round++) {
            if (!entrant.isComplete()) {
                results.undisturbed(() -> drain(session, results));
                continue;
            }
            results.undisturbed(() -> {
                double limit = drain(session.beside(Entrant.OUTBOX_ROW), results);
                results.add(entrant, Metric.DRAIN_SHARE, drain(session, results) / limit);
            });
        }
    }

    /// @return events per second
    private static double drain(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        ContenderProcess instance = session.warmInstance();
        long before = session.log().size();

        Meter meter = session.meter(instance);
        ContenderProcess.Written written = instance.write(session.scale().drain(), Long.MAX_VALUE);
        long end = session.awaitArrival(before + written.committed());
        Meter.Usage usage = meter.read();

        double perSecond = written.committed() / ((end - meter.begin()) / 1e9);
        double thousands = written.committed() / 1e3;
        results.add(entrant, Metric.DRAIN, perSecond);
        results.add(entrant, Metric.DRAIN_CPU_APP, usage.appMillis() / thousands);
        if (entrant.hasDatabase()) {
            results.add(entrant, Metric.DRAIN_CPU_DATABASE, usage.databaseMillis() / thousands);
            results.add(entrant, Metric.DRAIN_WAL, (double) usage.walBytes() / written.committed());
        }
        return perSecond;
    }

}
