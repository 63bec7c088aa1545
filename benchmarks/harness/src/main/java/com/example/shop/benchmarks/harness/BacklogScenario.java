package com.example.shop.benchmarks.harness;

import java.util.stream.DoubleStream;

/// What a night without Kafka leaves behind: whether an event costs more because a million others wait as well. The last
/// scenario of a contender, for not each of them gets to the end of it.
final class BacklogScenario implements Scenario {

    private static final int SMALL = 1_000;

    private static final int REPETITIONS = 9;

    private static final double MEGABYTE = 1 << 20;

    @Override
    public String id() {
        return "backlog";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.isComplete();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        ContenderProcess instance = session.warmInstance();
        DoubleStream.Builder small = DoubleStream.builder();
        for (int i = 0; i < REPETITIONS; i++) {
            small.add(Backlog.of(SMALL).relay(session, instance).cpuPerThousand());
        }
        double smallCost = small.build().sorted().skip(REPETITIONS / 2).findFirst().orElseThrow();

        instance.resetPeak();
        Backlog.Relayed large = new Backlog(session.scale().backlog(), session.scale().backlogTime()).relay(session,
                instance);

        results.add(entrant, Metric.BACKLOG, large.perSecond());
        if (large.perSecond() > 0) {
            results.add(entrant, Metric.BACKLOG_COST, large.cpuPerThousand() / smallCost);
        }
        results.add(entrant, Metric.BACKLOG_HEAP, instance.vitals().peakHeap() / MEGABYTE);
        results.add(entrant, Metric.BACKLOG_RESIDENT, ProcessTable.peakMemory(instance.pid()) / MEGABYTE);
        session.abandon();
    }

}
