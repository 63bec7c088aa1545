package com.example.shop.common.messaging;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;

import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// Opens connections outside the pool, for work that stands or falls with one database session: a session's advisory
/// lock is gone when, and only when, its connection is.
public final class DatabaseSessions {

    private final JdbcConnectionDetails database;

    private final MessagingProperties settings;

    private final String service;

    /// @param service shown in `pg_stat_activity`, with the purpose of the session
    DatabaseSessions(JdbcConnectionDetails database, MessagingProperties settings, String service) {
        this.database = database;
        this.settings = settings;
        this.service = service;
    }

    public Connection open(String purpose) throws SQLException {
        Properties properties = new Properties();
        set(properties, PGProperty.USER, this.database::getUsername);
        set(properties, PGProperty.PASSWORD, this.database::getPassword);
        PGProperty.APPLICATION_NAME.set(properties, this.service + " " + purpose);
        PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(this.settings.connectTimeout().toSeconds()));
        PGProperty.LOGIN_TIMEOUT.set(properties, Math.toIntExact(this.settings.socketTimeout().toSeconds()));
        PGProperty.SOCKET_TIMEOUT.set(properties, Math.toIntExact(this.settings.socketTimeout().toSeconds()));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        Connection connection = new Driver().connect(this.database.getJdbcUrl(), properties);
        if (connection == null) {
            throw new SQLException("Not a PostgreSQL address: " + this.database.getJdbcUrl());
        }
        return connection;
    }

    private static void set(Properties properties, PGProperty property, Supplier<String> value) {
        String text = value.get();
        if (text != null) {
            property.set(properties, text);
        }
    }

}
