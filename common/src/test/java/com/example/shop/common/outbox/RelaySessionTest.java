package com.example.shop.common.outbox;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RelaySessionTest {

    @Test
    void a_connection_that_cannot_be_set_up_is_closed() {
        AtomicBoolean closed = new AtomicBoolean();
        Connection connection = (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] { Connection.class }, (_, method, _) -> {
                    if (method.getName().equals("close")) {
                        closed.set(true);
                        return null;
                    }
                    throw new SQLException("connection reset");
                });

        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> new RelaySession(connection, OutboxSettings.defaults()));
        assertThat(closed).isTrue();
    }

}
