package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

import com.example.shop.common.testservice.TestService;

import static org.awaitility.Awaitility.await;

/// What several tests of the relay share.
final class Relays {

    static final String RELAY = TestService.NAME + " outbox relay";

    static final String LEADING_TEST = "leading test";

    private Relays() {
    }

    /// Queues for the leadership, and then ends the session that has it.
    static RelaySession takeLeadership(TestService service, String lease) throws Exception {
        Connection leader = service.connect(LEADING_TEST);
        CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> {
            try (PreparedStatement lock = leader.prepareStatement("SELECT pg_advisory_lock(?)")) {
                lock.setLong(1, RelaySession.LEADER_LOCK);
                return lock.execute();
            }
            catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
        await().until(() -> {
            service.endSessions(RELAY);
            return taken.isDone();
        });
        taken.get();
        return new RelaySession(leader, OutboxSettings.with(lease));
    }

}
