package com.example.shop.common.outbox;

import java.sql.SQLException;
import java.util.Optional;

/// What the log tail needs of the database's log. One thread reads; what was confirmed is told to the database by that
/// thread as well, for the driver lets nobody write while somebody reads.
interface EventLog extends AutoCloseable {

    /// Waits for the next event, in the order of the commits.
    /// @return nothing if somebody only asked for the confirmation to be passed on
    Optional<LogEvent> read() throws SQLException;

    /// Up to where the log was read. All events that were committed before it have been
    /// returned.
    long received();

    /// After a restart, read what was committed from this place on.
    void confirm(long position);

    /// Passes the confirmation on, which shows the database that this reader is alive.
    void keepAlive() throws SQLException;

    /// Ends a reading that waits, too.
    @Override
    void close();

}
