package com.example.shop.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import com.example.shop.common.testservice.TestService;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class BacklogIT {

    private static final TestService service = TestService.shared();

    private final JdbcClient jdbc = service.jdbc();

    @Test
    void what_waits_is_counted_with_its_age_and_so_is_what_is_parked() {
        Backlog.Sample sample = sampleThatNobodyElseSees("""
                INSERT INTO messaging.outbox (id, type, aggregate, version, payload, created_at)
                VALUES (gen_random_uuid(), 'test', 'waiting', 1, '', now() - interval '1 minute')
                """, """
                INSERT INTO messaging.outbox_parked
                       (position, id, type, aggregate, version, payload, created_at, reason, parked_at)
                VALUES (0, gen_random_uuid(), 'test', 'parked', 1, '', now(), 'too large', now())
                """);

        assertThat(sample.waiting()).isGreaterThanOrEqualTo(1);
        assertThat(sample.oldestSeconds()).isNotNegative().isNotNaN();
        assertThat(sample.parked()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void what_waits_behind_a_parked_event_is_counted_and_makes_nothing_look_late() {
        Backlog.Sample before = sampleThatNobodyElseSees();

        Backlog.Sample sample = sampleThatNobodyElseSees("""
                INSERT INTO messaging.outbox (position, id, type, aggregate, version, payload, created_at)
                       OVERRIDING SYSTEM VALUE
                VALUES (-1, gen_random_uuid(), 'test', 'stuck', 2, '', now() - interval '1 year')
                """, """
                INSERT INTO messaging.outbox_parked
                       (position, id, type, aggregate, version, payload, created_at, reason, parked_at)
                VALUES (-2, gen_random_uuid(), 'test', 'stuck', 1, '', now(), 'too large', now())
                """);

        assertThat(sample.waiting()).isEqualTo(before.waiting() + 1);
        assertThat(sample.oldestSeconds()).isLessThan(Duration.ofDays(1).toSeconds());
    }

    private Backlog.Sample sampleThatNobodyElseSees(String... rows) {
        AtomicReference<Backlog.Sample> sample = new AtomicReference<>();
        new TransactionTemplate(service.bean(PlatformTransactionManager.class)).executeWithoutResult(transaction -> {
            for (String row : rows) {
                this.jdbc.sql(row).update();
            }
            Backlog backlog = new Backlog(this.jdbc, Clock.systemUTC(), OutboxSettings.defaults());
            backlog.update();
            sample.set(backlog.sample());
            transaction.setRollbackOnly();
        });
        return sample.get();
    }

}
