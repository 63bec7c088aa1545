package com.example.shop.common.messaging;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import com.example.shop.common.SqlStates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// Lets a service wait, not ready, for a database that it cannot use yet, and logs what is missing. If it ended instead,
/// it would have to be restarted until the database is there, with a stack trace each time; and after a power cut things
/// start in no particular order.
final class DatabaseWait {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWait.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DatabaseSessions sessions;

    private final JdbcConnectionDetails database;

    DatabaseWait(DatabaseSessions sessions, JdbcConnectionDetails database) {
        this.sessions = sessions;
        this.database = database;
    }

    /// Returns when the database has accepted a connection. Without a limit: Spring
    /// interrupts the start when the process is asked to end.
    /// @throws IllegalStateException if the service is stopped before
    void untilItAnswers() {
        String lastWarning = "";
        for (Optional<String> trouble = connect(); trouble.isPresent(); trouble = connect()) {
            if (!trouble.get().equals(lastWarning)) {
                lastWarning = trouble.get();
                log.warn(lastWarning);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        }
        catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for the database", interruption);
        }
    }

    /// What is wrong, in one sentence; empty if nothing is.
    private Optional<String> connect() {
        try (Connection _ = this.sessions.open("start")) {
            return Optional.empty();
        }
        catch (SQLException failure) {
            return Optional.of(sentence(failure));
        }
    }

    private String sentence(SQLException failure) {
        return "Waiting for the database %s: %s. %s".formatted(this.database.getJdbcUrl().replaceFirst("\\?.*", ""),
                String.valueOf(failure.getMessage()).replaceFirst("\\.$", ""), advice(failure.getSQLState()));
    }

    private static String advice(@Nullable String state) {
        return switch (SqlStates.classOf(state)) {
            case SqlStates.WRONG_LOGIN -> "Check spring.datasource.username and spring.datasource.password";
            case SqlStates.NO_SUCH_DATABASE -> "Create it, owned by the user in spring.datasource.username";
            case SqlStates.CONNECTION ->
                "Check spring.datasource.url, that the server runs, and that a password is set";
            default -> "Retrying";
        };
    }

}
