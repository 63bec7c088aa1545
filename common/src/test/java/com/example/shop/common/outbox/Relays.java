package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.example.shop.common.testservice.TestService;

import static org.awaitility.Awaitility.await;

/// What several tests of the relay share.
final class Relays {

    static final String RELAY = TestService.NAME + " outbox relay";

    static final String LEADING_TEST = "leading test";

    private Relays() {
    }

    /// Writes an event long before its transaction commits.
    static void write(Connection connection, NewEvent event) throws SQLException {
        for (DeferredStatement statement : new OutboxWriter().statementsFor(List.of(event))) {
            try (PreparedStatement early = connection.prepareStatement(statement.sql())) {
                statement.bind(early, 1);
                early.execute();
            }
        }
    }

    /// Waits in line for the lead, and then ends the session that has it.
    static RelaySession takeLead(TestService service, String lease) throws Exception {
        Connection lead = service.connect(LEADING_TEST);
        CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> {
            try (PreparedStatement lock = lead.prepareStatement("SELECT pg_advisory_lock(?)")) {
                lock.setLong(1, RelaySession.LEAD);
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
        return new RelaySession(lead, OutboxSettings.with(lease));
    }

}
