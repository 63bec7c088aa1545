package com.example.shop.common.outbox;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventType;
import com.example.shop.common.contracts.Topics;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.testservice.Effects;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class OutboxIT {

    private static final String EVENTS = "/api/operations/parked-events/order.events";

    private final TestService service = TestService.shared();

    private final Outbox outbox = this.service.bean(Outbox.class);

    private final Effects effects = this.service.effects();

    private final UUID order = UUID.randomUUID();

    private final String aggregate = this.order.toString();

    @Test
    void events_travel_to_their_handler_in_the_order_of_their_versions() {
        this.service.append(Samples.placed(this.order, 5));

        await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L, 2L, 3L, 4L, 5L));
        await().untilAsserted(() -> assertThat(this.service.waiting(this.aggregate)).isEmpty());
    }

    @Test
    void an_event_is_a_cloud_event_in_binary_mode() {
        this.service.append(Samples.placed(this.order, 1));

        await().untilAsserted(() -> assertThat(Kafka.records(Topics.ORDER_EVENTS, this.aggregate)).hasSize(1));
        ConsumerRecord<byte[], byte[]> record = Kafka.records(Topics.ORDER_EVENTS, this.aggregate).getFirst();
        assertThat(Kafka.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(UUID.fromString(Kafka.header(record, "ce_id")).version()).isEqualTo(7);
        assertThat(Kafka.header(record, "ce_type")).isEqualTo("com.example.shop.order.v1.OrderPlaced");
        assertThat(Kafka.header(record, "ce_source")).isEqualTo("/order-service");
        assertThat(Kafka.header(record, "ce_subject")).isEqualTo(this.aggregate);
        assertThat(Kafka.header(record, "ce_aggregateversion")).isEqualTo("1");
        assertThat(Kafka.header(record, "ce_time")).endsWith("Z");
        assertThat(Kafka.header(record, "content-type")).isEqualTo("application/json");
        assertThat(new String(record.value())).startsWith("{\"orderId\":\"" + this.aggregate + "\",\"version\":1,");
    }

    @Test
    void an_event_that_the_service_has_not_stated_is_refused() {
        StockReserved another = new StockReserved(this.order, 1, Instant.EPOCH);

        assertThatIllegalArgumentException().isThrownBy(() -> this.service.append(another))
            .withMessageContaining(StockReserved.class.getName());
    }

    @Test
    void a_transaction_that_commits_late_is_not_skipped() throws Exception {
        UUID other = UUID.randomUUID();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch othersAreThrough = new CountDownLatch(1);

        CompletableFuture<Boolean> late = CompletableFuture.supplyAsync(() -> this.service.inTransaction(() -> {
            // Written now and not just before the commit, for its position to be older
            // than those of the others.
            writeNow(Samples.placed(this.order, 1L));
            written.countDown();
            return awaitUninterrupted(othersAreThrough);
        }));
        assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
        this.service.append(Samples.placed(other, 3));
        await().untilAsserted(() -> assertThat(this.effects.of(other.toString())).hasSize(3));
        othersAreThrough.countDown();

        assertThat(late.get(10, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L));
    }

    @Test
    void an_event_that_kafka_never_takes_is_parked_and_holds_back_its_own_aggregate_alone() {
        UUID other = UUID.randomUUID();

        this.service.append(Samples.placed(this.order, 1L), Samples.tooLarge(this.order, 2),
                Samples.placed(this.order, 3L), Samples.placed(other, 1L));

        await().untilAsserted(() -> assertThat(this.effects.of(other.toString())).containsExactly(1L));
        await().untilAsserted(() -> assertThat(parked()).contains(this.aggregate));
        this.service.append(Samples.placed(this.order, 4L), Samples.placed(other, 2L));
        await().untilAsserted(() -> assertThat(this.effects.of(other.toString())).containsExactly(1L, 2L));
        assertThat(this.effects.of(this.aggregate)).containsExactly(1L);
        assertThat(this.service.waiting(this.aggregate)).containsExactly(3L, 4L);
    }

    @Test
    void a_parked_event_that_an_operator_discards_is_gone_and_those_behind_it_go_on(CapturedOutput output) {
        this.service.append(Samples.placed(this.order, 1L), Samples.tooLarge(this.order, 2),
                Samples.placed(this.order, 3L));
        await().untilAsserted(() -> assertThat(parked()).contains(this.aggregate));
        UUID id = parkedEvent();

        int status = this.service.call("olga:OPERATOR", "DELETE", EVENTS + "/" + id).statusCode();

        assertThat(status).isEqualTo(204);
        await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L, 3L));
        assertThat(parked()).doesNotContain(this.aggregate);
        assertThat(Kafka.versions(Topics.ORDER_EVENTS, this.aggregate)).containsExactly(1L, 3L);
        assertThat(this.service.call("olga:OPERATOR", "DELETE", EVENTS + "/" + id).statusCode()).isEqualTo(404);
        assertThat(output.getOut().lines().filter(line -> line.contains(" audit ") && line.contains(id.toString())))
            .singleElement()
            .asString()
            .contains("done who=olga request=\"DELETE " + EVENTS + "/" + id
                    + "\" from=127.0.0.1 what=\"discarded event " + id
                    + " (com.example.shop.order.v1.OrderPlaced) of aggregate " + this.aggregate + ", version 2\"");
    }

    @Test
    void a_parked_event_that_an_operator_releases_goes_first(CapturedOutput output) {
        this.service.append(Samples.tooLarge(this.order, 1), Samples.placed(this.order, 2L));
        await().untilAsserted(() -> assertThat(parked()).contains(this.aggregate, "Kafka takes no event of this size"));
        UUID id = this.service.jdbc()
            .sql("UPDATE messaging.outbox_parked SET payload = :small WHERE aggregate = :aggregate RETURNING id")
            .param("small",
                    "{\"orderId\":\"%s\",\"version\":1,\"placedAt\":\"2026-11-22T12:00:00Z\",\"lines\":[]}"
                        .formatted(this.order)
                        .getBytes())
            .param("aggregate", this.aggregate)
            .query((found, _) -> found.getObject(1, UUID.class))
            .single();

        int status = this.service.call("olga:OPERATOR", "POST", EVENTS + "/" + id + "/release").statusCode();

        assertThat(status).isEqualTo(204);
        await().untilAsserted(() -> assertThat(this.effects.of(this.aggregate)).containsExactly(1L, 2L));
        assertThat(parked()).doesNotContain(this.aggregate);
        assertThat(this.service.call("olga:OPERATOR", "POST", EVENTS + "/" + id + "/release").statusCode())
            .isEqualTo(404);
        assertThat(output.getOut()).contains("what=\"released event " + id);
    }

    @Test
    void parked_events_are_for_operators_and_for_topics_this_service_sends_to() {
        assertThat(this.service.call("alice:CUSTOMER", "GET", EVENTS).statusCode()).isEqualTo(403);
        assertThat(this.service.call("wendy:WAREHOUSE", "POST", EVENTS + "/" + this.order + "/release").statusCode())
            .isEqualTo(403);
        assertThat(this.service.call("wendy:WAREHOUSE", "DELETE", EVENTS + "/" + this.order).statusCode())
            .isEqualTo(403);
        assertThat(this.service.call("olga:OPERATOR", "GET", "/api/operations/parked-events/inventory.events")
            .statusCode()).isEqualTo(404);
        assertThat(this.service.call("olga:OPERATOR", "POST", EVENTS + "/" + this.order + "/release").statusCode())
            .isEqualTo(404);
        assertThat(this.service.call("olga:OPERATOR", "POST", EVENTS + "/1/release").statusCode()).isEqualTo(404);
        assertThat(this.service.call("olga:OPERATOR", "DELETE", EVENTS + "/1").statusCode()).isEqualTo(404);
        assertThat(this.service.call("olga:OPERATOR", "GET", EVENTS + "?size=101").statusCode()).isEqualTo(400);
        assertThat(this.service.call("olga:OPERATOR", "GET", EVENTS + "?after=bm9wZQ").statusCode()).isEqualTo(400);
        assertThat(this.service.call("olga:OPERATOR", "GET", EVENTS + "?size=1").statusCode()).isEqualTo(200);
    }

    private void writeNow(Event event) {
        this.service.jdbc()
            .sql("""
                    INSERT INTO messaging.outbox (id, type, aggregate, version, payload, created_at)
                    VALUES (gen_random_uuid(), :type, :aggregate, :version, :payload, now())
                    """)
            .param("type", EventType.of(event.getClass()).name())
            .param("aggregate", event.aggregateId())
            .param("version", event.version())
            .param("payload", new EventJson().write(event))
            .update();
    }

    private String parked() {
        return this.service.call("olga:OPERATOR", "GET", EVENTS + "?size=100").body();
    }

    private UUID parkedEvent() {
        return this.service.jdbc()
            .sql("SELECT id FROM messaging.outbox_parked WHERE aggregate = :aggregate")
            .param("aggregate", this.aggregate)
            .query((found, _) -> found.getObject(1, UUID.class))
            .single();
    }

    private static boolean awaitUninterrupted(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

}
