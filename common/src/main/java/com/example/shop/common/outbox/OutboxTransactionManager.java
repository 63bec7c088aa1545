package com.example.shop.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/// Commits a transaction together with its events and with the statements that nobody waits for: all of them and the
/// COMMIT are one message, so that they cost no round trip.
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
        CommitWork work = status.isNewSynchronization() ? CommitWork.ofCurrentTransaction() : null;
        List<DeferredStatement> statements = (work != null) ? work.take(this.writer) : List.of();
        if (!statements.isEmpty()) {
            runAndCommit(status, statements);
        }
        // After the above there is nothing left to commit, and the driver knows; but the
        // connection pool does not.
        super.doCommit(status);
    }

    /// The driver sends the statements of a text together, and the database leaves out
    /// all that come after one that fails. A transaction of which nothing was sent before
    /// needs neither BEGIN nor COMMIT: what comes in one message is one transaction.
    private void runAndCommit(DefaultTransactionStatus status, List<DeferredStatement> statements) {
        var holder = ((JdbcTransactionObjectSupport) status.getTransaction()).getConnectionHolder();
        Connection connection = holder.getConnection();
        int timeout = holder.hasTimeout() ? holder.getTimeToLiveInSeconds() : 0;
        String text = statements.stream().map(DeferredStatement::sql).collect(Collectors.joining(";\n"));
        try {
            if (isBegun(connection)) {
                run(connection, text + ";\nCOMMIT", statements, timeout);
                return;
            }
            connection.setAutoCommit(true);
            try {
                run(connection, text, statements, timeout);
            }
            finally {
                connection.setAutoCommit(false);
            }
        }
        catch (SQLException failure) {
            throw translateException("Commit with events", failure);
        }
    }

    private static boolean isBegun(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    }

    private static void run(Connection connection, String text, List<DeferredStatement> statements, int timeout)
            throws SQLException {
        try (PreparedStatement message = connection.prepareStatement(text)) {
            message.setQueryTimeout(timeout);
            int next = 1;
            for (DeferredStatement statement : statements) {
                next = statement.bind(message, next);
            }
            message.execute();
        }
    }

}
