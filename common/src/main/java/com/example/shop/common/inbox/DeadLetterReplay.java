package com.example.shop.common.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.shop.common.messaging.DatabaseSessions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Handles dead letters again. One that fails again is moved to the end of its topic, with its new reason.
public final class DeadLetterReplay {

    /// Names the lock among the advisory locks of the database; the value means nothing.
    static final long LOCK = 0x72_6570_6C61_79L;

    private final DeadLetters letters;

    private final InboxListener inbox;

    private final DeadLetterRecoverer recoverer;

    private final DeadLetterPositions positions;

    private final DatabaseSessions sessions;

    private final int limit;

    DeadLetterReplay(DeadLetters letters, InboxListener inbox, DeadLetterRecoverer recoverer,
            DeadLetterPositions positions, DatabaseSessions sessions, int limit) {
        this.letters = letters;
        this.inbox = inbox;
        this.recoverer = recoverer;
        this.positions = positions;
        this.sessions = sessions;
        this.limit = limit;
    }

    /// Replays the dead letters of a topic that are there now. After a while it stops,
    /// having done a part.
    /// @throws ReplayInProgress if another replay is running, in whichever instance
    /// @throws org.apache.kafka.common.KafkaException if Kafka cannot be reached
    public Replayed replay(String topic) {
        try (Connection session = this.sessions.open("dead letter replay")) {
            if (!isAlone(session)) {
                throw new ReplayInProgress();
            }
            return replayAlone(topic);
        }
        catch (SQLException away) {
            throw new DataAccessResourceFailureException("The replay has no database session", away);
        }
    }

    private static boolean isAlone(Connection session) {
        return JdbcClient.create(new SingleConnectionDataSource(session, true))
            .sql("SELECT pg_try_advisory_lock(:lock)")
            .param("lock", LOCK)
            .query(Boolean.class)
            .single();
    }

    private Replayed replayAlone(String topic) {
        AtomicInteger replayed = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        try {
            this.letters.read(topic, DeadLetters.Place.BEFORE_ALL, letter -> {
                (replay(topic, letter) ? replayed : failed).incrementAndGet();
                this.positions.moveBehind(topic, letter);
                return replayed.get() + failed.get() < this.limit;
            });
        }
        catch (TimeoutException late) {
            if (replayed.get() + failed.get() == 0) {
                throw late;
            }
        }
        return new Replayed(replayed.get(), failed.get());
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
