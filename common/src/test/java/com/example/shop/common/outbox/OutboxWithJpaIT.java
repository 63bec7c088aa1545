package com.example.shop.common.outbox;

import java.util.Objects;
import java.util.UUID;

import com.example.shop.common.testservice.Account;
import com.example.shop.common.testservice.TestService;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.NestedTransactionNotSupportedException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutboxWithJpaIT extends OutboxInTransactions {

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.startWithJpa();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Override
    TestService service() {
        return service;
    }

    @Override
    void insertAccount(UUID account) {
        entities().persist(new Account(account));
    }

    @Override
    long changeAccount(UUID account) {
        return Objects.requireNonNull(entities().find(Account.class, account)).change();
    }

    @Test
    void the_transaction_manager_is_that_of_jpa() {
        assertThat(service().bean(PlatformTransactionManager.class)).isExactlyInstanceOf(JpaTransactionManager.class);
    }

    /// The others of savepoints are with JDBC: JPA has none.
    @Test
    void a_nested_transaction_is_refused_by_jpa_and_leaves_no_event() {
        assertThatExceptionOfType(NestedTransactionNotSupportedException.class).isThrownBy(() -> inTransaction(() -> {
            append(1);
            template(TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult(_ -> append(2));
        }));

        assertThat(events()).isEmpty();
    }

    @Test
    void the_version_of_an_entity_is_checked_before_its_event_is_written() {
        inTransaction(() -> insertAccount(id()));
        long before = lastPosition();

        assertThatExceptionOfType(OptimisticLockingFailureException.class).isThrownBy(() -> inTransaction(() -> {
            append(changeAccount(id()));
            jdbc().update("UPDATE account SET version = version + 1 WHERE id = ?", id());
        }));

        assertThat(lastPosition()).isEqualTo(before);
        assertThat(events()).isEmpty();
    }

    private static EntityManager entities() {
        return SharedEntityManagerCreator.createSharedEntityManager(service.bean(EntityManagerFactory.class));
    }

    private long lastPosition() {
        return Objects
            .requireNonNull(jdbc().queryForObject("SELECT last_value FROM messaging.outbox_position_seq", Long.class));
    }

}
