package com.example.shop.common.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A statement that travels with the COMMIT.
/// @param parameters of types that the driver knows by themselves
record DeferredStatement(String sql, List<? extends @Nullable Object> parameters) {

    /// @param first the number of its first parameter
    /// @return the number behind its last one
    int bind(PreparedStatement message, int first) throws SQLException {
        int number = first;
        for (Object parameter : this.parameters) {
            if (parameter == null) {
                message.setNull(number, Types.NULL);
            }
            else {
                message.setObject(number, parameter);
            }
            number++;
        }
        return number;
    }

}
