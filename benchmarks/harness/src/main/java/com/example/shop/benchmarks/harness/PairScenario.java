package com.example.shop.benchmarks.harness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Two instances on one database, as in every rolling update.
final class PairScenario implements Scenario {

    private static final Duration LONGEST_REST = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "pair";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.isComplete();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        session.clean();
        try (ContenderProcess one = session.startInstance(); ContenderProcess other = session.startInstance()) {
            one.startRelay();
            other.startRelay();
            CompletableFuture<ContenderProcess.Written> writing = one.writeMeanwhile(session.scale().faults(), 0);
            other.writeMeanwhile(session.scale().faults(), 0).join();
            writing.join();
            Audit audit = Audit.await(session.log(), session.database(), LONGEST_REST);
            results.add(session.entrant(), Metric.PAIR_LOST, audit.lost());
            results.add(session.entrant(), Metric.PAIR_DOUBLED, audit.doubled());
            results.add(session.entrant(), Metric.PAIR_INVERTED, audit.inverted());
        }
    }

}
