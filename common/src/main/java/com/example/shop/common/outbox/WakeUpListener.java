package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import com.example.shop.common.messaging.DatabaseSessions;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wakes the leader when another process sends a NOTIFY. On a connection of its own, for listening blocks it; while that
/// connection is lost, the leader finds the events by its poll, a little later.
final class WakeUpListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WakeUpListener.class);

    private static final int LISTEN_TIMEOUT_MS = 5_000;

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

    private final DatabaseSessions sessions;

    private final WakeUp wakeUp;

    private final Thread thread = Thread.ofVirtual().name("outbox-wake-up").unstarted(this::run);

    private volatile boolean closed;

    WakeUpListener(DatabaseSessions sessions, WakeUp wakeUp) {
        this.sessions = sessions;
        this.wakeUp = wakeUp;
    }

    void start() {
        this.thread.start();
    }

    private void run() {
        while (!this.closed) {
            try {
                listen();
            }
            catch (SQLException | RuntimeException | Error failure) {
                log.debug("NOTIFY cannot be received, the poll goes on", failure);
                pause();
            }
        }
    }

    private void listen() throws SQLException {
        try (Connection connection = this.sessions.open("outbox wake-up");
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + RelaySession.CHANNEL);
            while (!this.closed) {
                PGNotification @Nullable [] received = connection.unwrap(PGConnection.class)
                    .getNotifications(LISTEN_TIMEOUT_MS);
                if (received != null && received.length > 0) {
                    this.wakeUp.signal();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_PAUSE);
        }
        catch (InterruptedException _) {
            // Closed: the loop ends.
        }
    }

    @Override
    public void close() {
        this.closed = true;
        this.thread.interrupt();
    }

}
