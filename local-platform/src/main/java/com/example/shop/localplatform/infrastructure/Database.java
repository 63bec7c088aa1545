package com.example.shop.localplatform.infrastructure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A database and the login role that owns it; no other role may connect to it.
/// @param url the JDBC address
/// @param user the login role
/// @param password the password of the login role
public record Database(String url, String user, String password) {

    /// Opens a connection of its own, outside any pool; the caller closes it.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(this.url, this.user, this.password);
    }

    @Override
    public String toString() {
        return this.user + " at " + this.url;
    }

}
