package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Writes the events of a transaction, on the transaction's own connection.
interface EventWriter {

    /// Writes the events and commits, in one round trip: the driver sends the statements
    /// of a text together, and the database leaves the COMMIT out if one before it fails.
    /// @param timeout in seconds, for each statement; 0 for none
    void writeAndCommit(Connection connection, List<NewEvent> events, int timeout) throws SQLException;

}
