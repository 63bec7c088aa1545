package com.example.shop.common.outbox;

import java.time.Clock;
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

    private Backlog.Sample sampleThatNobodyElseSees(String... rows) {
        AtomicReference<Backlog.Sample> sample = new AtomicReference<>();
        new TransactionTemplate(service.bean(PlatformTransactionManager.class)).executeWithoutResult(transaction -> {
            for (String row : rows) {
                this.jdbc.sql(row).update();
            }
            sample.set(new Backlog(this.jdbc, Clock.systemUTC()).sample());
            transaction.setRollbackOnly();
        });
        return sample.get();
    }

}
