package com.example.shop.common.outbox;

import java.time.Clock;
import java.util.UUID;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.testservice.Effects;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What becomes of the slot, and of those who rely on it.
class LogSlotIT {

    private final TestService service = TestService.sharedWithLog();

    private final Effects effects = TestService.shared().effects();

    private final LogSlot slot = this.service.bean(LogSlot.class);

    private final UUID order = UUID.randomUUID();

    private final String aggregate = this.order.toString();

    @Test
    void the_slot_is_confirmed_soon_after_the_last_event_though_nothing_else_is_written() {
        this.service.append(Samples.placed(this.order, 3));
        String written = this.service.jdbc().sql("SELECT pg_current_wal_lsn()").query(String.class).single();

        await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).hasSize(3));
        await().until(() -> this.service.jdbc()
            .sql("SELECT confirmed_flush_lsn >= CAST(:written AS pg_lsn) FROM pg_replication_slots WHERE slot_name = :slot")
            .param("written", written)
            .param("slot", this.slot.name())
            .query(Boolean.class)
            .single());
    }

    @Test
    void a_healthy_slot_shows_who_reads_and_what_is_safe() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        await().until(() -> Boolean.TRUE.equals(health().getDetails().get("active")));
        watch().bindTo(meters);

        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails()).containsEntry("walStatus", "reserved");
        assertThat(meters.get("outbox.slot.active").gauge().value()).isOne();
        assertThat(meters.get("outbox.slot.lost").gauge().value()).isZero();
        assertThat(meters.get("outbox.slot.safe").gauge().value()).isPositive();
        assertThat(meters.get("outbox.slot.lag").gauge().value()).isNotNegative();
    }

    @Test
    void a_slot_that_is_gone_is_not_made_again_and_meanwhile_no_event_can_be_written() {
        RelayLoop relay = this.service.bean(RelayLoop.class);
        relay.stop();
        await().until(this::drop);
        try {
            this.slot.prepare();

            assertThat(health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(health().getDetails().get("trouble")).asString().contains("is gone", "docs/runbook.md");
            assertThatThrownBy(() -> this.service.append(Samples.placed(this.order, 1L)))
                .hasStackTraceContaining("the log keeps no more events for the replication slot");
        }
        finally {
            // What the runbook tells an operator to do.
            this.service.jdbc().sql("DROP PUBLICATION " + this.slot.name()).update();
            relay.start();
        }

        await().until(() -> Boolean.TRUE.equals(health().getDetails().get("active")));
        this.service.append(Samples.placed(this.order, 2L));
        await()
            .untilAsserted(() -> assertThat(Kafka.versions(Topics.ORDER_EVENTS, this.aggregate)).containsExactly(2L));
    }

    /// It cannot be dropped while somebody still reads from it.
    private boolean drop() {
        this.service.endSessions(TestService.NAME + " outbox log");
        return this.service.jdbc().sql("""
                SELECT count(pg_drop_replication_slot(slot_name)) FROM pg_replication_slots
                WHERE slot_name = :slot AND NOT active
                """).param("slot", this.slot.name()).query(Integer.class).single() == 1;
    }

    private Health health() {
        return watch().health();
    }

    private LogSlotWatch watch() {
        return new LogSlotWatch(this.slot, this.service.bean(JdbcTemplate.class), Clock.systemUTC());
    }

}
