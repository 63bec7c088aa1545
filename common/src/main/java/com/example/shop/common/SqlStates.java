package com.example.shop.common;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// What the platform knows of SQLSTATEs: those of a database that cannot answer now, for HTTP (503) as for events (try
/// again until it works).
public final class SqlStates {

    public static final String CONNECTION = "08";

    public static final String WRONG_LOGIN = "28";

    public static final String NO_SUCH_DATABASE = "3D";

    /// By class: connection lost, rolled back in favour of another transaction, out of
    /// resources, shut down or cancelled, system error.
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of(CONNECTION, "40", "53", "57", "58");

    /// In full: read-only standby, idle in transaction for too long, transaction timeout,
    /// lock timeout.
    private static final Set<String> UNAVAILABLE_STATES = Set.of("25006", "25P03", "25P04", "55P03");

    private SqlStates() {
    }

    /// Whether the same statement may work later.
    public static boolean isUnavailable(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException || failure instanceof SQLRecoverableException
                || UNAVAILABLE_CLASSES.contains(classOf(state))
                || (state != null && UNAVAILABLE_STATES.contains(state));
    }

    /// The first two characters; empty if there is no state.
    public static String classOf(@Nullable String state) {
        return (state != null && state.length() == 5) ? state.substring(0, 2) : "";
    }

}
