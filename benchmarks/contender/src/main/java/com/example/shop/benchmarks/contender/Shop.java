package com.example.shop.benchmarks.contender;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The application around an outbox: a pool, Spring's transactions, one business row in each. Who brings an application of
/// its own takes the business row from here, so that all write the same.
public final class Shop implements AutoCloseable {

    /// The business row: aggregate, version and note.
    public static final String INSERT = "INSERT INTO shop.orders (aggregate, version, note) VALUES (?, ?, ?)";

    public static final String NOTE = "An order as it might be: some text that is no longer than a line of print.";

    private final HikariDataSource pool;

    private final JdbcTemplate jdbc;

    private final DataSourceTransactionManager transactionManager;

    private final TransactionTemplate transactions;

    private final JsonMapper json = JsonMapper.builder().build();

    /// @param connections of the pool; the writers need one each
    public Shop(Settings settings, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(connections);
        this.pool = new HikariDataSource(config);
        this.jdbc = new JdbcTemplate(this.pool);
        this.transactionManager = new DataSourceTransactionManager(this.pool);
        this.transactions = new TransactionTemplate(this.transactionManager);
    }

    public static void insertBusinessRow(JdbcTemplate jdbc, SampleEvent event) {
        jdbc.update(INSERT, event.orderId(), event.version(), NOTE);
    }

    public DataSource pool() {
        return this.pool;
    }

    public JdbcTemplate jdbc() {
        return this.jdbc;
    }

    public DataSourceTransactionManager transactionManager() {
        return this.transactionManager;
    }

    public void inTransaction(Runnable work) {
        this.transactions.executeWithoutResult(_ -> work.run());
    }

    public byte[] json(Object value) {
        return this.json.writeValueAsBytes(value);
    }

    @Override
    public void close() {
        this.pool.close();
    }

}
