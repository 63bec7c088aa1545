package com.example.shop.common;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SqlStatesTest {

    @ParameterizedTest
    @ValueSource(strings = { "08001", "08006", "40001", "40P01", "53100", "53300", "57P01", "57014", "58030", "25006",
            "25P03", "25P04", "55P03" })
    void a_database_that_may_work_later_is_unavailable(String state) {
        assertThat(SqlStates.isUnavailable(new SQLException("", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "23505", "42P01", "22001", "25001", "55000", "28P01", "3D000", "08", "" })
    void any_other_state_is_a_mistake(String state) {
        assertThat(SqlStates.isUnavailable(new SQLException("", state))).isFalse();
    }

    @Test
    void a_pool_without_a_free_connection_is_unavailable_though_it_has_no_state() {
        assertThat(SqlStates.isUnavailable(new SQLTransientConnectionException("timeout"))).isTrue();
        assertThat(SqlStates.isUnavailable(new SQLException("no state at all"))).isFalse();
    }

}
