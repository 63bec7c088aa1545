package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The hand-over from those who commit to the relay, in the orders in which their threads can take turns. Lincheck runs
/// the real code and decides at each access to shared memory who goes on. Time does not pass there: where a wait has
/// nobody left to end it, the test fails as one that hangs, and shows how it came to that.
///
/// Tool: *Lincheck*, model checking (Koval et al., "Lincheck: A Practical Framework for Testing Concurrent Data Structures
/// on JVM", CAV 2023).
@Tag("long")
class WakeUpInEveryOrderTest {

    private static final int ORDERS = 200;

    private static final int COMMITS = 2;

    /// So slow that an event that needs it is as good as lost.
    private static final Duration POLL = Duration.ofDays(1);

    @Test
    void a_leader_reads_every_committed_event_without_the_poll() {
        Lincheck.runConcurrentTest(ORDERS, () -> new World().run(World::lead));
    }

    @Test
    void a_follower_calls_the_leader_after_every_commit_without_the_poll() {
        Lincheck.runConcurrentTest(ORDERS, () -> new World().run(World::follow));
    }

    private static final class World {

        private final WakeUp wakeUp = new WakeUp();

        private final AtomicInteger committed = new AtomicInteger();

        void run(Consumer<World> relay) {
            Thread relaying = new Thread(() -> relay.accept(this));
            List<Thread> committing = Stream.generate(() -> new Thread(this::commit)).limit(COMMITS).toList();
            relaying.start();
            committing.forEach(Thread::start);
            committing.forEach(World::join);
            join(relaying);
        }

        private void commit() {
            this.committed.incrementAndGet();
            this.wakeUp.signal();
        }

        /// Round after round, and a wait after one that found nothing.
        private void lead() {
            int read = 0;
            while (read < COMMITS) {
                int found = this.committed.get();
                if (found == read) {
                    await();
                }
                read = found;
            }
        }

        /// A call of the leader after each wait; the leader then reads what is committed.
        private void follow() {
            int read = 0;
            while (read < COMMITS) {
                await();
                read = this.committed.get();
            }
        }

        private void await() {
            try {
                if (!this.wakeUp.await(POLL)) {
                    throw new IllegalStateException("Only the poll has found it");
                }
            }
            catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            }
            catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }

    }

}
