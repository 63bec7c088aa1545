package com.example.shop.common.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/// The log as PostgreSQL's own output plugin tells it (`pgoutput`, of which the
/// [message formats](https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html) are documented).
/// Only whole, committed transactions are told, and of them only what {@link LogWriter} wrote: the publication has no tables.
final class LogStream implements EventLog {

    /// Names what {@link LogWriter} writes; the function `write_to_log` says it as well.
    static final String EVENT = "outbox";

    static final String CONFIRMATION_ASKED_FOR = "outbox.confirm";

    /// How often a new confirmation is passed on while messages come.
    private static final Duration CONFIRMATION_GAP = Duration.ofMillis(20);

    private final Connection connection;

    private final PGReplicationStream stream;

    private long commit;

    private long passedOn;

    private long passedOnAt;

    /// @param connection a session for replication
    /// @param slot the publication has the same name
    /// @param heartbeat shorter than half the time after which the database gives up a
    /// silent reader, for it asks then whether there is one
    LogStream(Connection connection, String slot, Duration heartbeat) throws SQLException {
        this.connection = connection;
        this.stream = connection.unwrap(PGConnection.class)
            .getReplicationAPI()
            .replicationStream()
            .logical()
            .withSlotName(slot)
            .withSlotOption("proto_version", 1)
            .withSlotOption("publication_names", slot)
            .withSlotOption("messages", true)
            .withStatusInterval(Math.toIntExact(heartbeat.toMillis()), TimeUnit.MILLISECONDS)
            .withAutomaticFlush(false)
            .start();
        // The driver would break a reading off that takes longer than a heartbeat. The
        // session that has the lead tells when the database is out of reach.
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    @Override
    public Optional<LogEvent> read() throws SQLException {
        while (true) {
            ByteBuffer message = this.stream.read();
            if (message == null) {
                throw new SQLException("The database has ended the replication");
            }
            passConfirmationOn();
            switch (message.get()) {
                case 'B' -> this.commit = message.getLong();
                case 'M' -> {
                    message.get();
                    long position = message.getLong();
                    String prefix = text(message);
                    message.getInt();
                    if (prefix.equals(EVENT)) {
                        return Optional.of(new LogEvent(EventMessage.read(position, message), this.commit));
                    }
                    if (prefix.equals(CONFIRMATION_ASKED_FOR)) {
                        keepAlive();
                        return Optional.empty();
                    }
                }
                default -> {
                    // The commit says nothing that the beginning did not.
                }
            }
        }
    }

    private void passConfirmationOn() throws SQLException {
        long now = System.nanoTime();
        if (this.passedOn != this.stream.getLastFlushedLSN().asLong()
                && now - this.passedOnAt >= CONFIRMATION_GAP.toNanos()) {
            this.passedOn = this.stream.getLastFlushedLSN().asLong();
            this.passedOnAt = now;
            this.stream.forceUpdateStatus();
        }
    }

    /// Ends with a zero.
    private static String text(ByteBuffer message) {
        int start = message.position();
        int length = 0;
        while (message.get() != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        message.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public long received() {
        return this.stream.getLastReceiveLSN().asLong();
    }

    @Override
    public void confirm(long position) {
        this.stream.setAppliedLSN(LogSequenceNumber.valueOf(position));
        this.stream.setFlushedLSN(LogSequenceNumber.valueOf(position));
    }

    @Override
    public void keepAlive() throws SQLException {
        this.stream.forceUpdateStatus();
    }

    /// Without a word to the database, for which the driver would wait until the reader
    /// has ended.
    @Override
    public void close() {
        try {
            this.connection.abort(Runnable::run);
        }
        catch (SQLException _) {
            // It is of no use to anyone.
        }
    }

}
