package com.example.shop.common.outbox;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// From the table to the log and back, as docs/decisions/events-in-a-table-or-in-the-log.md has it.
class ChangeOverIT {

    private static final String DATABASE = "test_service_change_over";

    /// Slots are named after their service, and their names are the server's.
    private static final String NAME = "spring.application.name=change-over";

    private final UUID order = UUID.randomUUID();

    private final String aggregate = this.order.toString();

    @Test
    void events_keep_their_order_from_the_table_to_the_log_and_back() {
        try (TestService table = TestService.startOn(DATABASE, NAME, "spring.kafka.bootstrap-servers=localhost:1")) {
            table.append(Samples.placed(this.order, 3));
            assertThat(table.waiting(this.aggregate)).containsExactly(1L, 2L, 3L);
        }
        String slot;
        try (TestService log = TestService.startOn(DATABASE, NAME, "outbox.relay=log")) {
            log.append(Samples.placed(this.order, 4L), Samples.placed(this.order, 5L));
            awaitVersionsUpTo(5);
            slot = log.bean(LogSlot.class).name();
        }
        try (TestService table = TestService.startOn(DATABASE, NAME)) {
            table.append(Samples.placed(this.order, 6L));
            awaitVersionsUpTo(6);
            table.jdbc().sql("SELECT 1 FROM pg_drop_replication_slot(?)").param(slot).query().singleValue();
            table.jdbc().sql("DROP PUBLICATION " + slot).update();
        }
    }

    private void awaitVersionsUpTo(long last) {
        List<Long> all = LongStream.rangeClosed(1, last).boxed().toList();
        await().untilAsserted(() -> assertThat(Kafka.versions(Topics.ORDER_EVENTS, this.aggregate)).isEqualTo(all));
    }

}
