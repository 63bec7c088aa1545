package com.example.shop.systemtests.checker;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads one database with SQL, without the services.
///
/// @param url the JDBC address
public record Rows(String url, String user, String password) {

    /// The rows of a query; every value as text, empty for null.
    public List<Row> query(String sql, Object... parameters) {
        try (Connection connection = DriverManager.getConnection(this.url, this.user, this.password);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                return read(result);
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException(sql, ex);
        }
    }

    /// The first value of the first row, which must be a number.
    public long count(String sql, Object... parameters) {
        return Long.parseLong(query(sql, parameters).getFirst().values.values().iterator().next());
    }

    /// Runs statements that have no result.
    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(this.url, this.user, this.password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        catch (SQLException ex) {
            throw new IllegalStateException(sql, ex);
        }
    }

    private static List<Row> read(ResultSet result) throws SQLException {
        List<Row> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns; i++) {
                String value = result.getString(i);
                row.put(result.getMetaData().getColumnLabel(i), (value != null) ? value : "");
            }
            rows.add(new Row(row));
        }
        return rows;
    }

    /// One row; every value as text.
    public record Row(Map<String, String> values) {

        /// The value of a column, empty for null.
        public String text(String column) {
            return Objects.requireNonNull(this.values.get(column), column);
        }

        long number(String column) {
            return Long.parseLong(text(column));
        }

    }

}
