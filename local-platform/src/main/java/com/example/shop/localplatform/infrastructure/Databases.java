package com.example.shop.localplatform.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The databases of a server, each with a role that owns it, so that no role can reach the database of another.
final class Databases {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Database superuser;

    private final UnaryOperator<String> passwords;

    private final Map<String, Database> created = new ConcurrentHashMap<>();

    /// @param superuser of the server, in its database `postgres`
    /// @param passwords from a role's name to its password
    Databases(Database superuser, UnaryOperator<String> passwords) {
        this.superuser = superuser;
        this.passwords = passwords;
    }

    Database get(String name) {
        return this.created.computeIfAbsent(name, this::create);
    }

    // One after the other: all of them change rights on the same shared databases.
    private synchronized Database create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a database: " + name);
        }
        String password = this.passwords.apply(name);
        try (Connection connection = this.superuser.connect(); Statement statement = connection.createStatement()) {
            String verb = exists(connection, "select from pg_roles where rolname = ?", name) ? "alter" : "create";
            statement.execute("%s role %s login password '%s'".formatted(verb, name, password.replace("'", "''")));
            if (!exists(connection, "select from pg_database where datname = ?", name)) {
                statement.execute("create database %s owner %s".formatted(name, name));
            }
            // By default every role may connect to every database.
            for (String open : new String[] { name, "postgres", "template1" }) {
                statement.execute("revoke all on database %s from public".formatted(open));
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException("database " + name + " cannot be created: " + ex.getMessage(), ex);
        }
        return new Database(this.superuser.url().replaceFirst("[^/]*$", name), name, password);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

}
