package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/// Commits a transaction together with its events: they travel with the COMMIT, so that an event costs no round trip.
///
/// Writing that late is not only cheap, it is what keeps order. The transaction has locked its aggregates' rows (or has
/// passed the check of their versions) by then and holds on to them until it is committed, so of two transactions on one
/// aggregate the second one writes after the first has committed: positions rise with versions, and whoever sees the
/// second one's event sees the first one's.
final class OutboxTransactionManager extends JdbcTransactionManager {

    private final EventWriter writer;

    OutboxTransactionManager(DataSource dataSource, EventWriter writer) {
        super(dataSource);
        this.writer = writer;
        // A transaction whose events cannot be written must not keep the rest.
        setRollbackOnCommitFailure(true);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        AppendedEvents appended = status.isNewSynchronization() ? AppendedEvents.ofCurrentTransaction() : null;
        List<NewEvent> events = (appended != null) ? appended.take() : List.of();
        if (!events.isEmpty()) {
            writeAndCommit(status, events);
        }
        // After the above there is nothing left to commit, and the driver knows; but the
        // connection pool does not.
        super.doCommit(status);
    }

    private void writeAndCommit(DefaultTransactionStatus status, List<NewEvent> events) {
        var holder = ((JdbcTransactionObjectSupport) status.getTransaction()).getConnectionHolder();
        Connection connection = holder.getConnection();
        try {
            this.writer.writeAndCommit(connection, events, holder.hasTimeout() ? holder.getTimeToLiveInSeconds() : 0);
        }
        catch (SQLException failure) {
            throw translateException("Commit with events", failure);
        }
    }

}
