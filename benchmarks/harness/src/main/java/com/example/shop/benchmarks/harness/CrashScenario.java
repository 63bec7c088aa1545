package com.example.shop.benchmarks.harness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The process is killed in the middle of its work, and another one finds what it left.
final class CrashScenario implements Scenario {

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "crash";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.isComplete();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        session.clean();
        long before = session.log().size();
        Duration time = session.scale().faults();
        try (ContenderProcess killed = session.startInstance()) {
            killed.startRelay();
            CompletableFuture<ContenderProcess.Written> writing = killed.writeMeanwhile(time.plus(LONGEST_RECOVERY), 0);
            Thread.sleep(time);
            // A cold start may take longer than that: it is to be killed while it relays.
            session.log().awaitSize(before + 1, LONGEST_RECOVERY, LONGEST_RECOVERY);
            killed.kill();
            writing.exceptionally(_ -> null).join();
            Progress.tell(
                    "%s: killed after %,d records".formatted(session.entrant().title(), session.log().size() - before));
        }
        try (ContenderProcess next = session.startInstance()) {
            next.startRelay();
            Audit audit = Audit.await(session.log(), session.database(), LONGEST_RECOVERY);
            results.add(session.entrant(), Metric.CRASH_LOST, audit.lost());
            results.add(session.entrant(), Metric.CRASH_DOUBLED, audit.doubled());
            results.add(session.entrant(), Metric.CRASH_INVERTED, audit.inverted());
        }
    }

}
