package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Writes the events of a transaction into the database's log, and nowhere else: there is no row to insert, to index, to
/// delete or to vacuum.
///
/// The log is read in the order of the commits. Of two transactions on one aggregate the second one gets its row only
/// after the first has committed, so their events are read in the order of their versions.
final class LogWriter implements EventWriter {

    private static final String WRITE = "SELECT messaging.write_to_log(?, ?)";

    private static final String WRITE_AND_COMMIT = WRITE + "; COMMIT";

    private final String slot;

    /// @param slot what keeps the events; without it the database refuses to write them
    LogWriter(String slot) {
        this.slot = slot;
    }

    @Override
    public void writeAndCommit(Connection connection, List<NewEvent> events, int timeout) throws SQLException {
        execute(connection, WRITE_AND_COMMIT, events, timeout);
    }

    void write(Connection connection, List<NewEvent> events) throws SQLException {
        execute(connection, WRITE, events, 0);
    }

    private void execute(Connection connection, String text, List<NewEvent> events, int timeout) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setQueryTimeout(timeout);
            statement.setString(1, this.slot);
            statement.setArray(2,
                    connection.createArrayOf("bytea", events.stream().map(EventMessage::write).toArray(byte[][]::new)));
            statement.execute();
        }
    }

}
