package com.example.shop.benchmarks.harness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The leader fails in each of the ways in which processes do, while the other instance goes on writing: how long nothing
/// arrives, and whether the leader that comes back does any harm.
final class TakeoverScenario implements Scenario {

    private static final int RATE = 200;

    private static final Duration BEFORE = Duration.ofSeconds(4);

    private static final Duration AFTER = Duration.ofSeconds(6);

    private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(20);

    @Override
    public String id() {
        return "takeover";
    }

    @Override
    public boolean suits(Entrant entrant) {
        return entrant.isOurs() && entrant.isWriter();
    }

    @Override
    public void run(Session session, Results results) throws Exception {
        Entrant entrant = session.entrant();
        Audit killed = measure(session, results, Metric.TAKEOVER_KILLED, LONGEST_TAKEOVER, (leader, _) -> leader.kill(),
                (_, _) -> {
                });
        Audit paused = measure(session, results, Metric.TAKEOVER_PAUSED, session.scale().pause(),
                (leader, _) -> leader.signal("STOP"), (leader, _) -> leader.signal("CONT"));
        Audit cutOff = measure(session, results, Metric.TAKEOVER_CUT_OFF, LONGEST_TAKEOVER, (_, link) -> link.hold(),
                (_, link) -> link.release());
        results.add(entrant, Metric.TAKEOVER_LOST, killed.lost() + paused.lost() + cutOff.lost());
        results.add(entrant, Metric.TAKEOVER_DOUBLED, killed.doubled() + paused.doubled() + cutOff.doubled());
        results.add(entrant, Metric.TAKEOVER_INVERTED, killed.inverted() + paused.inverted() + cutOff.inverted());
    }

    private static Audit measure(Session session, Results results, Metric metric, Duration faulty, Fault fault,
            Fault cure) throws Exception {
        session.clean();
        try (DatabaseLink link = DatabaseLink.to(session.database());
                ContenderProcess leader = session.startInstance(link.database());
                ContenderProcess other = session.startInstance(session.database());
                Arrivals arrivals = Arrivals.watch(session.log())) {
            leader.startRelay();
            session.awaitLeader();
            other.startRelay();
            Duration all = BEFORE.plus(faulty).plus(AFTER);
            CompletableFuture<ContenderProcess.Written> writing = other.writeMeanwhile(all, RATE);
            leader.writeMeanwhile(all, RATE);
            Thread.sleep(BEFORE);

            long begin = System.nanoTime();
            fault.happen(leader, link);
            Thread.sleep(faulty);
            cure.happen(leader, link);
            writing.join();

            Audit audit = Audit.await(session.log(), session.database(), LONGEST_TAKEOVER);
            results.add(session.entrant(), metric, arrivals.endOfSilenceAfter(begin).toMillis() / 1e3);
            leader.kill();
            return audit;
        }
    }

    private interface Fault {

        void happen(ContenderProcess leader, DatabaseLink link) throws Exception;

    }

}
