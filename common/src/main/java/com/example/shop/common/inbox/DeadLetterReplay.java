package com.example.shop.common.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.example.shop.common.messaging.DatabaseSessions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;

/// Handles dead letters again. One that fails again is moved to the end of its topic, with its new reason.
public final class DeadLetterReplay {

    /// Names the lock among the advisory locks of the database; the value means nothing.
    static final long LOCK = 0x72_6570_6C61_79L;

    private static final Replayed NOTHING = new Replayed(0, 0);

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private final InboxListener inbox;

    private final DeadLetterRecoverer recoverer;

    private final DeadLetterPositions positions;

    private final DatabaseSessions sessions;

    private final int limit;

    private final Duration timeout;

    DeadLetterReplay(Supplier<Consumer<byte[], byte[]>> consumers, InboxListener inbox, DeadLetterRecoverer recoverer,
            DeadLetterPositions positions, DatabaseSessions sessions, int limit, Duration timeout) {
        this.consumers = consumers;
        this.inbox = inbox;
        this.recoverer = recoverer;
        this.positions = positions;
        this.sessions = sessions;
        this.limit = limit;
        this.timeout = timeout;
    }

    /// Replays the dead letters of a topic that are there now. After a while it stops,
    /// having done a part.
    /// @throws ReplayInProgress if another replay is running, in whichever instance
    /// @throws org.apache.kafka.common.KafkaException if Kafka cannot be reached
    public Replayed replay(String topic) {
        try (Connection session = this.sessions.open("dead letter replay")) {
            lock(session);
            return replayAlone(topic);
        }
        catch (SQLException away) {
            throw new DataAccessResourceFailureException("The replay has no database session", away);
        }
    }

    private static void lock(Connection session) throws SQLException {
        try (PreparedStatement lock = session.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet result = lock.executeQuery()) {
                if (!result.next() || !result.getBoolean(1)) {
                    throw new ReplayInProgress();
                }
            }
        }
    }

    private Replayed replayAlone(String topic) {
        Replayed done = NOTHING;
        try (DeadLetterReader reader = DeadLetterReader.open(this.consumers, topic, this.positions.of(topic),
                DeadLetters.Place.BEFORE_ALL, this.timeout)) {
            while (done.replayed() + done.failed() < this.limit) {
                Optional<ConsumerRecord<byte[], byte[]>> letter = reader.next();
                if (letter.isEmpty()) {
                    break;
                }
                done = replay(topic, letter.get()) ? new Replayed(done.replayed() + 1, done.failed())
                        : new Replayed(done.replayed(), done.failed() + 1);
                this.positions.moveBehind(topic, letter.get());
            }
        }
        catch (TimeoutException late) {
            if (done.equals(NOTHING)) {
                throw late;
            }
        }
        return done;
    }

    /// @return false if it failed again
    private boolean replay(String topic, ConsumerRecord<byte[], byte[]> letter) {
        ConsumerRecord<byte[], byte[]> original = new ConsumerRecord<>(topic, letter.partition(), letter.offset(),
                letter.key(), letter.value());
        letter.headers().forEach(original.headers()::add);
        try {
            this.inbox.handle(List.of(original));
            return true;
        }
        catch (RuntimeException failure) {
            if (Failures.of(failure) == Failures.OUTAGE) {
                throw failure;
            }
            this.recoverer.accept(original, failure);
            return false;
        }
    }

    /// @param replayed letters that are done with: handled now, handled before, or not
    /// for this service
    /// @param failed letters that failed and are dead letters again
    public record Replayed(int replayed, int failed) {
    }

    public static final class ReplayInProgress extends RuntimeException {

        ReplayInProgress() {
            super("Another replay of dead letters is running");
        }

    }

}
