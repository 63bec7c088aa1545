package com.example.shop.common.outbox;

import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.testservice.TestService;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutboxWithJdbcIT extends OutboxInTransactions {

    @Override
    TestService service() {
        return TestService.shared();
    }

    @Override
    void insertAccount(UUID account) {
        jdbc().update("INSERT INTO account (id, version, changes) VALUES (?, 0, 0)", account);
    }

    @Override
    long changeAccount(UUID account) {
        return Objects.requireNonNull(jdbc().queryForObject(
                "UPDATE account SET changes = changes + 1 WHERE id = ? RETURNING changes", Long.class, account));
    }

    @Test
    void the_transaction_manager_is_that_of_jdbc() {
        assertThat(service().bean(PlatformTransactionManager.class)).isExactlyInstanceOf(JdbcTransactionManager.class);
    }

    @Test
    void a_rollback_to_a_savepoint_drops_the_events_appended_after_it() {
        TransactionTemplate nested = template(TransactionDefinition.PROPAGATION_NESTED);

        inTransaction(() -> {
            append(1);
            nested.executeWithoutResult(_ -> append(2));
            assertThatExceptionOfType(Stop.class).isThrownBy(() -> nested.executeWithoutResult(_ -> {
                append(3);
                throw new Stop();
            }));
            append(4);
        });

        assertThat(events()).containsExactly(1L, 2L, 4L);
    }

    @Test
    void a_rollback_to_a_savepoint_from_before_the_first_event_drops_all() {
        inTransaction(() -> assertThatExceptionOfType(Stop.class)
            .isThrownBy(() -> template(TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult(_ -> {
                append(1);
                throw new Stop();
            })));

        assertThat(events()).isEmpty();
    }

}
