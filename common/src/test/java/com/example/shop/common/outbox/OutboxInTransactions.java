package com.example.shop.common.outbox;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.TraceCarrier;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// What the outbox promises with every transaction manager. The tests hold the leadership, so that no relay takes the rows
/// away before they are counted.
abstract class OutboxInTransactions {

    private static RelaySession leadership;

    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void hold_the_leadership() throws Exception {
        leadership = Relays.takeLeadership(TestService.shared(), "10m");
    }

    @AfterAll
    static void give_the_leadership_back() {
        leadership.close();
    }

    abstract TestService service();

    abstract void insertAccount(UUID account);

    /// Changes an account in the way of the store: locked first, or checked by its
    /// version.
    /// @return how many changes there are now
    abstract long changeAccount(UUID account);

    @Test
    void an_event_is_there_when_its_transaction_has_committed() {
        inTransaction(() -> {
            insertAccount(this.id);
            append(1);
        });

        assertThat(accounts()).isOne();
        assertThat(events()).containsExactly(1L);
    }

    @Test
    void events_of_one_transaction_keep_their_order() {
        inTransaction(() -> LongStream.rangeClosed(1, 250).forEach(this::append));

        assertThat(events()).hasSize(250).isSorted();
    }

    @Test
    void a_transaction_that_rolls_back_leaves_no_event() {
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> inTransaction(() -> {
            insertAccount(this.id);
            append(1);
            throw new Stop();
        }));

        assertThat(accounts()).isZero();
        assertThat(events()).isEmpty();
    }

    @Test
    void a_transaction_that_is_marked_for_rollback_after_the_append_leaves_no_event() {
        template(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(transaction -> {
            append(1);
            transaction.setRollbackOnly();
        });

        assertThat(events()).isEmpty();
    }

    @Test
    void a_failure_in_a_participating_method_takes_the_events_of_both() {
        assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(() -> inTransaction(() -> {
            append(1);
            assertThatExceptionOfType(Stop.class).isThrownBy(() -> inTransaction(() -> {
                append(2);
                throw new Stop();
            }));
        }));

        assertThat(events()).isEmpty();
    }

    @Test
    void a_new_transaction_inside_another_has_its_own_events() {
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> inTransaction(() -> {
            append(1);
            template(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(_ -> append(2));
            throw new Stop();
        }));
        inTransaction(() -> {
            append(3);
            template(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(inner -> {
                append(4);
                inner.setRollbackOnly();
            });
        });

        assertThat(events()).containsExactly(2L, 3L);
    }

    @Test
    void a_read_only_transaction_is_refused() {
        TransactionTemplate readOnly = template(TransactionDefinition.PROPAGATION_REQUIRED);
        readOnly.setReadOnly(true);

        assertThatIllegalStateException().isThrownBy(() -> readOnly.executeWithoutResult(_ -> append(1)));
    }

    @Test
    void an_append_without_a_transaction_is_refused() {
        assertThatIllegalStateException().isThrownBy(() -> append(1));
        assertThatIllegalStateException().isThrownBy(
                () -> template(TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult(_ -> append(1)));
    }

    @Test
    void an_append_after_the_commit_is_refused() {
        assertThatIllegalStateException().isThrownBy(() -> inTransaction(() -> {
            append(1);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    append(2);
                }
            });
        }));

        assertThat(events()).containsExactly(1L);
    }

    @Test
    void a_first_append_after_the_commit_is_refused_too() {
        assertThatIllegalStateException().isThrownBy(() -> inTransaction(
                () -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        append(1);
                    }
                })));

        assertThat(events()).isEmpty();
    }

    @Test
    void an_event_appended_by_another_synchronization_before_the_commit_is_there() {
        inTransaction(() -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                append(1);
            }
        }));

        assertThat(events()).containsExactly(1L);
    }

    @Test
    void a_transaction_of_another_manager_is_refused() {
        TransactionTemplate elsewhere = new TransactionTemplate(elsewhere());

        assertThatIllegalStateException().isThrownBy(() -> elsewhere.executeWithoutResult(_ -> append(1)))
            .withMessageContaining("the service's transaction manager");
        assertThatIllegalStateException().isThrownBy(() -> elsewhere.executeWithoutResult(_ -> {
            // Now a connection of the outbox's DataSource is bound to the thread as well.
            jdbc().queryForObject("SELECT 1", Integer.class);
            append(1);
        })).withMessageContaining("the service's transaction manager");
    }

    @Test
    void a_transaction_manager_of_another_data_source_is_refused() {
        PlatformTransactionManager elsewhere = elsewhere();
        Outbox outbox = new TransactionalOutbox(service().bean(SentEvents.class), elsewhere, jdbc(), new EventJson(),
                service().bean(TraceCarrier.class), UUID::randomUUID, Clock.systemUTC(), new WakeUp(),
                service().bean(Backlog.class));

        assertThatIllegalStateException()
            .isThrownBy(() -> new TransactionTemplate(elsewhere)
                .executeWithoutResult(_ -> outbox.append(Samples.notHandled(this.id, 1))))
            .withMessageContaining("DataSource");
    }

    /// On the same server, and yet another DataSource.
    private PlatformTransactionManager elsewhere() {
        return new JdbcTransactionManager(
                new DriverManagerDataSource(service().url(), service().user(), service().password()));
    }

    @Test
    void an_event_that_cannot_be_written_takes_the_business_rows_with_it() {
        assertThatExceptionOfType(NestedRuntimeException.class).isThrownBy(() -> inTransaction(() -> {
            insertAccount(this.id);
            jdbc().execute("ALTER SCHEMA messaging RENAME TO elsewhere");
            append(1);
        }));

        assertThat(accounts()).isZero();
        assertThat(events()).isEmpty();
    }

    @Test
    void what_the_database_refuses_at_the_commit_takes_the_events_with_it() {
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> inTransaction(() -> {
            append(1);
            jdbc().execute("CREATE TEMP TABLE one (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP");
            jdbc().execute("INSERT INTO one VALUES (1), (1)");
        }));

        assertThat(events()).isEmpty();
    }

    @Test
    void the_events_of_an_aggregate_are_in_the_order_of_its_changes_whoever_makes_them() throws Exception {
        int writers = 4;
        int changes = 25;
        inTransaction(() -> insertAccount(this.id));

        Callable<Boolean> writer = () -> {
            for (int change = 0; change < changes; change++) {
                untilItSucceeds(() -> inTransaction(() -> append(changeAccount(this.id))));
            }
            return true;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (Future<Boolean> end : threads.invokeAll(Collections.nCopies(writers, writer), 60, TimeUnit.SECONDS)) {
                assertThat(end.get()).isTrue();
            }
        }

        assertThat(events()).containsExactlyElementsOf(LongStream.rangeClosed(1, writers * changes).boxed().toList());
    }

    private static void untilItSucceeds(Runnable transaction) {
        while (!Thread.interrupted()) {
            try {
                transaction.run();
                return;
            }
            catch (OptimisticLockingFailureException _) {
                // Another writer was faster: read again and try again.
            }
        }
    }

    void append(long version) {
        service().bean(Outbox.class).append(Samples.notHandled(this.id, version));
    }

    List<Long> events() {
        return service().waiting(this.id.toString());
    }

    private long accounts() {
        return service().jdbc()
            .sql("SELECT count(*) FROM account WHERE id = :id")
            .param("id", this.id)
            .query((found, _) -> found.getLong(1))
            .single();
    }

    UUID id() {
        return this.id;
    }

    JdbcTemplate jdbc() {
        return service().bean(JdbcTemplate.class);
    }

    void inTransaction(Runnable work) {
        Supplier<Boolean> supplier = () -> {
            work.run();
            return true;
        };
        service().inTransaction(supplier);
    }

    TransactionTemplate template(int propagation) {
        TransactionTemplate template = new TransactionTemplate(service().bean(PlatformTransactionManager.class));
        template.setPropagationBehavior(propagation);
        return template;
    }

    static final class Stop extends RuntimeException {

    }

}
