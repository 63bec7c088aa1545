package com.example.shop.common.outbox;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.messaging.UsedTopics;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BackPressureIT {

    /// More than the attempts that a handler has before its event is a dead letter.
    private static final int MANY_ATTEMPTS = 5;

    private final TestService service = TestService.shared();

    private final UUID stuck = UUID.randomUUID();

    private final UUID order = UUID.randomUUID();

    @Test
    void while_too_much_waits_requests_get_a_503_and_handlers_wait_and_then_both_go_on() {
        await().until(() -> waiting("NOT EXISTS") == 0);
        try (TestService limited = TestService.start("outbox.backlog-limit=" + (waiting("EXISTS") + 3))) {
            assertThat(place(limited).statusCode()).isEqualTo(200);
            this.service.append(Samples.tooLarge(this.stuck, 1), Samples.placed(this.stuck, 2L),
                    Samples.placed(this.stuck, 3L), Samples.placed(this.stuck, 4L));

            await().untilAsserted(() -> assertThat(place(limited).statusCode()).isEqualTo(503));
            assertThat(place(limited)).satisfies(refused -> {
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.body()).contains("/problems/service-unavailable").doesNotContain("outbox");
            });
            assertThat(wrong(limited)).contains("over its limit");
            assertThat(wrong(this.service)).doesNotContain("over its limit").contains("Parked events wait");
            AtomicInteger attempts = new AtomicInteger();
            this.service.effects().when(this.order.toString(), _ -> {
                attempts.incrementAndGet();
                limited.append(Samples.notHandled(this.order, 2));
            });
            this.service.append(Samples.placed(this.order, 1L));
            await().untilAsserted(() -> assertThat(attempts).hasValueGreaterThanOrEqualTo(MANY_ATTEMPTS));
            assertThat(this.service.effects().of(this.order.toString())).isEmpty();

            discardWhatIsStuck();

            await()
                .untilAsserted(() -> assertThat(this.service.effects().of(this.order.toString())).containsExactly(1L));
            assertThat(Kafka.records(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS), this.order.toString())).isEmpty();
            assertThat(place(limited).statusCode()).isEqualTo(200);
            assertThat(wrong(limited)).doesNotContain("over its limit");
        }
    }

    private static HttpResponse<String> place(TestService instance) {
        return instance.call("alice:CUSTOMER", "POST", "/api/orders/" + UUID.randomUUID());
    }

    private static String wrong(TestService instance) {
        return String.valueOf(instance.bean(OutboxHealth.class).health().getDetails().get("wrong"));
    }

    private void discardWhatIsStuck() {
        UUID event = this.service.jdbc()
            .sql("SELECT id FROM messaging.outbox_parked WHERE aggregate = :aggregate")
            .param("aggregate", this.stuck.toString())
            .query((found, _) -> found.getObject(1, UUID.class))
            .single();
        assertThat(this.service.call("olga:OPERATOR", "DELETE", "/api/operations/parked-events/order.events/" + event)
            .statusCode()).isEqualTo(204);
    }

    /// @param behindParked whether to count what other tests left behind a parked event,
    /// or the rest
    private long waiting(String behindParked) {
        return this.service.jdbc()
            .sql("SELECT count(*) FROM messaging.outbox o WHERE " + behindParked
                    + " (SELECT FROM messaging.outbox_parked p WHERE p.aggregate = o.aggregate)")
            .query((found, _) -> found.getLong(1))
            .single();
    }

}
