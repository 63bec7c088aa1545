package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

import com.example.shop.common.messaging.DatabaseSessions;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears the calls of the processes that do not lead, on a connection of its own, for listening blocks it. While that
/// connection is away the leader's poll finds their events, a little later.
final class WakeUpCalls implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WakeUpCalls.class);

    private static final int LONGEST_LISTENING_MS = 5_000;

    private final DatabaseSessions sessions;

    private final WakeUp wakeUp;

    private final OutboxProperties settings;

    private final Thread thread = Thread.ofVirtual().name("outbox-wake-up-calls").unstarted(this::listen);

    private volatile boolean closed;

    WakeUpCalls(DatabaseSessions sessions, WakeUp wakeUp, OutboxProperties settings) {
        this.sessions = sessions;
        this.wakeUp = wakeUp;
        this.settings = settings;
    }

    void start() {
        this.thread.start();
    }

    private void listen() {
        while (!this.closed) {
            try (Connection connection = this.sessions.open("outbox wake-up calls")) {
                listen(connection);
            }
            catch (SQLException failure) {
                log.debug("Wake-up calls cannot be heard, the poll goes on", failure);
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + RelaySession.CHANNEL);
        }
        while (!this.closed) {
            PGNotification @Nullable [] heard = connection.unwrap(PGConnection.class)
                .getNotifications(LONGEST_LISTENING_MS);
            if (heard != null && heard.length > 0) {
                this.wakeUp.signal();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(this.settings.longestBackoff().toNanos());
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        this.closed = true;
        this.thread.interrupt();
    }

}
