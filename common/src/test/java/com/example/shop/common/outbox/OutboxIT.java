package com.example.shop.common.outbox;

import java.util.List;
import java.util.UUID;

import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class OutboxIT {

    private static TestService service;

    private final UUID order = UUID.randomUUID();

    @BeforeAll
    static void start() {
        service = TestService.start("outbox_it");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void events_travel_to_their_handler_in_the_order_of_their_versions() {
        service.append(Samples.placed(this.order, 5));

        await().untilAsserted(
                () -> assertThat(service.effects().of(this.order.toString())).containsExactly(1L, 2L, 3L, 4L, 5L));
        await().untilAsserted(() -> assertThat(service.waiting(this.order.toString())).isEmpty());
    }

}
