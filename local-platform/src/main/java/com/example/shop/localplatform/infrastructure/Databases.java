package com.example.shop.localplatform.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Creates databases and the roles that own them, so that no role can reach the database of another.
final class Databases {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private Databases() {
    }

    /// @param superuser a connection as superuser, to the database `postgres`
    /// @param address from a database's name to its JDBC address
    static Database create(Connection superuser, String name, String password, UnaryOperator<String> address)
            throws SQLException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a database: " + name);
        }
        try (Statement statement = superuser.createStatement()) {
            String verb = exists(superuser, "select from pg_roles where rolname = ?", name) ? "alter" : "create";
            statement.execute("%s role %s login password %s".formatted(verb, name, quoted(password)));
            if (!exists(superuser, "select from pg_database where datname = ?", name)) {
                statement.execute("create database %s owner %s".formatted(name, name));
            }
            // By default every role may connect to every database.
            for (String open : new String[] { name, "postgres", "template1" }) {
                statement.execute("revoke all on database %s from public".formatted(open));
            }
        }
        return new Database(address.apply(name), name, password);
    }

    private static boolean exists(Connection superuser, String query, String name) throws SQLException {
        try (PreparedStatement statement = superuser.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

}
