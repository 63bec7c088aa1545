package com.example.shop.common.inbox;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.messaging.UsedTopics;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Poison;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class InboxIT {

    private static final String OUR_PACKAGES = InboxIT.class.getPackageName().replaceFirst("\\.common\\..*", "");

    private static final TestService service = TestService.shared();

    @Test
    void a_second_delivery_of_the_same_event_changes_nothing() {
        Poison original = new Poison();

        original.send();
        original.send();
        original.send();

        assertNextOneIsThrough();
        assertThat(effects(original)).containsExactly(1L);
        assertThat(count("inbox.duplicates")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_handler_that_fails_leaves_no_effect_and_no_note_and_at_last_a_dead_letter() {
        Poison failing = new Poison();
        AtomicInteger attempts = new AtomicInteger();
        service.effects().when(failing.order.toString(), _ -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("no\nluck with com.example.shop.order.model.Order");
        });

        long began = System.nanoTime();
        failing.send();
        await().until(() -> !letters(failing).isEmpty());

        assertNextOneIsThrough();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(attempts).hasValue(3);
        assertThat(effects(failing)).isEmpty();
        assertThat(isNoted(failing)).isFalse();
        ConsumerRecord<byte[], byte[]> letter = letter(failing);
        assertThat(letter.partition()).isZero();
        assertThat(letter.value()).isEqualTo(failing.record().value());
        assertThat(Kafka.header(letter, "ce_id")).isEqualTo(failing.id.toString());
        assertThat(Kafka.header(letter, "dead-letter-reason")).isEqualTo("The handler failed: no luck with Order");
        assertThat(Kafka.header(letter, "dead-letter-attempts")).isEqualTo("3");
        assertThat(Kafka.header(letter, "dead-letter-consumer")).isEqualTo(TestService.NAME);
        assertThat(Kafka.header(letter, "dead-letter-failed-at")).startsWith("20").endsWith("Z");
        assertThat(Kafka.header(letter, "dead-letter-original-offset")).matches("\\d+");
        assertThat(Kafka.header(letter, "dead-letter-original-partition")).isEqualTo("0");
    }

    @Test
    void a_handler_that_fails_once_succeeds_with_the_next_attempt() {
        Poison unlucky = new Poison();
        AtomicInteger attempts = new AtomicInteger();
        service.effects().when(unlucky.order.toString(), _ -> {
            if (attempts.incrementAndGet() == 1) {
                throw new DuplicateKeyException("somebody was faster");
            }
        });

        unlucky.send();

        await().untilAsserted(() -> assertThat(effects(unlucky)).containsExactly(1L));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void a_handler_that_ends_in_an_error_does_not_end_the_inbox() {
        Poison failing = new Poison();
        service.effects().when(failing.order.toString(), _ -> {
            throw new StackOverflowError();
        });

        failing.send();

        assertNextOneIsThrough();
        assertThat(Kafka.header(letter(failing), "dead-letter-reason")).contains("StackOverflowError")
            .doesNotContain("java.lang");
        assertThat(effects(failing)).isEmpty();
    }

    @Test
    void what_is_no_event_of_ours_becomes_a_dead_letter_and_the_partition_goes_on() {
        List<Spoilt> spoilt = List.of(new Spoilt("not valid JSON", new Poison().content("tea, please")),
                new Spoilt("not valid JSON", new Poison().content(new byte[] { (byte) 0xff, 0, 1 })),
                new Spoilt("does not fit OrderPlaced at ''", new Poison().content("[]")),
                new Spoilt("content is null", new Poison().content("null")),
                new Spoilt("no content", new Poison().content((byte[]) null)),
                new Spoilt("does not fit OrderPlaced at '/placedAt'",
                        new Poison().content("{\"orderId\":\"$order\",\"version\":1,\"lines\":[]}")),
                new Spoilt("does not fit OrderPlaced at",
                        new Poison()
                            .content("{\"orderId\":\"$order\",\"placedAt\":\"2026-11-22T12:00:00Z\",\"lines\":[]}")),
                new Spoilt("does not fit OrderPlaced at '/lines/0/quantity'", new Poison().content(
                        "{\"orderId\":\"$order\",\"version\":1,\"placedAt\":\"2026-11-22T12:00:00Z\",\"lines\":[{\"sku\":\"T\",\"quantity\":\"2\"}]}")),
                new Spoilt("another aggregate or version", new Poison().content(
                        "{\"orderId\":\"$order\",\"version\":2,\"placedAt\":\"2026-11-22T12:00:00Z\",\"lines\":[]}")),
                new Spoilt("ce_id is missing", new Poison().without("ce_id")),
                new Spoilt("ce_type is missing", new Poison().without("ce_type")),
                new Spoilt("ce_source is missing", new Poison().without("ce_source")),
                new Spoilt("not those of a CloudEvent", new Poison().without("ce_specversion")),
                new Spoilt("not those of a CloudEvent", new Poison().with("ce_specversion", "9.9")),
                new Spoilt("ce_time is not a time", new Poison().with("ce_time", "yesterday")),
                new Spoilt("content-type", new Poison().with("content-type", "text/plain")),
                new Spoilt("content-type", new Poison().without("content-type")),
                new Spoilt("ce_id is not a UUID", new Poison().with("ce_id", "1")),
                new Spoilt("ce_time is missing", new Poison().without("ce_time")),
                new Spoilt("ce_subject is missing", new Poison().without("ce_subject")),
                new Spoilt("ce_aggregateversion is missing", new Poison().without("ce_aggregateversion")),
                new Spoilt("not a number from 1", new Poison().with("ce_aggregateversion", "one")),
                new Spoilt("not a number from 1", new Poison().with("ce_aggregateversion", "0")),
                new Spoilt("do not travel on this topic",
                        new Poison().with("ce_type", "com.example.shop.inventory.v1.StockReserved")),
                new Spoilt("key of the record is not its ce_subject", new Poison().key("somebody-else")),
                new Spoilt("no key", new Poison().key(null)),
                new Spoilt("not valid JSON", new Poison().content("x".repeat(1_000_000))));

        long began = System.nanoTime();
        spoilt.forEach(each -> each.poison().send());

        assertNextOneIsThrough();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        List<ConsumerRecord<byte[], byte[]>> letters = Kafka.records(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS));
        assertThat(spoilt).allSatisfy(each -> {
            assertThat(letters).filteredOn(letter -> each.isIn(letter)).singleElement().satisfies(letter -> {
                assertThat(Kafka.header(letter, "dead-letter-reason")).contains(each.reason())
                    .doesNotContain(OUR_PACKAGES, "Exception");
                assertThat(Kafka.header(letter, "dead-letter-attempts")).isEqualTo("1");
            });
            assertThat(effects(each.poison())).isEmpty();
        });
    }

    @Test
    void an_event_of_a_type_that_nobody_here_knows_is_skipped() {
        Poison future = new Poison().with("ce_type", "com.example.shop.order.v9.OrderPlaced");
        double before = count("inbox.skipped");

        future.send();

        assertNextOneIsThrough();
        assertThat(count("inbox.skipped")).isEqualTo(before + 1);
        assertThat(Kafka.records(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS), future.order.toString())).isEmpty();
    }

    @Test
    void an_event_without_a_handler_here_is_skipped() {
        UUID order = UUID.randomUUID();
        double before = count("inbox.skipped");

        service.append(Samples.notHandled(order, 1));

        await().untilAsserted(() -> assertThat(count("inbox.skipped")).isGreaterThan(before));
        assertThat(Kafka.records(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS), order.toString())).isEmpty();
    }

    @Test
    void fields_that_a_newer_producer_adds_are_ignored() {
        Poison newer = new Poison().content(
                "{\"orderId\":\"$order\",\"version\":1,\"placedAt\":\"2026-11-22T12:00:00Z\",\"lines\":[],\"gift\":true}");

        newer.send();

        await().untilAsserted(() -> assertThat(effects(newer)).containsExactly(1L));
    }

    @Test
    void while_the_database_is_away_no_event_becomes_a_dead_letter() {
        Poison patient = new Poison();
        double retriesBefore = count("inbox.retries");
        Infrastructure.shared().stopPostgres();

        patient.send();
        await().atMost(Duration.ofSeconds(30)).until(() -> count("inbox.retries") > retriesBefore + 4);
        Infrastructure.shared().startPostgres();

        await().atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(effects(patient)).containsExactly(1L));
        assertThat(Kafka.records(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS), patient.order.toString())).isEmpty();
    }

    @Test
    void the_handler_logs_under_the_trace_of_the_request_that_caused_the_event() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Poison traced = new Poison().with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");

        traced.send();

        await().untilAsserted(
                () -> assertThat(service.effects().tracesOf(traced.order.toString())).containsExactly(trace));
    }

    @Test
    void consumers_that_ended_are_started_again() {
        ConcurrentMessageListenerContainer<?, ?> consumers = service.bean(ConcurrentMessageListenerContainer.class);
        consumers.getContainers().forEach(KafkaMessageListenerContainer::stop);

        assertNextOneIsThrough();
        assertThat(service.bean(InboxWatchdog.class).health().getStatus()).isEqualTo(Status.UP);
    }

    private static void assertNextOneIsThrough() {
        Poison healthy = new Poison();
        healthy.send();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(effects(healthy)).containsExactly(1L));
    }

    private static List<Long> effects(Poison event) {
        return service.effects().of(event.order.toString());
    }

    private static boolean isNoted(Poison event) {
        return service.jdbc()
            .sql("SELECT EXISTS (SELECT FROM messaging.inbox WHERE id = :id)")
            .param("id", event.id)
            .query((found, _) -> found.getBoolean(1))
            .single();
    }

    private static ConsumerRecord<byte[], byte[]> letter(Poison event) {
        return letters(event).getFirst();
    }

    private static List<ConsumerRecord<byte[], byte[]>> letters(Poison event) {
        return Kafka.records(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS), event.order.toString());
    }

    private static double count(String counter) {
        return service.bean(MeterRegistry.class).counter(counter).count();
    }

    private record Spoilt(String reason, Poison poison) {

        boolean isIn(ConsumerRecord<byte[], byte[]> letter) {
            return this.poison.isIn(letter);
        }

    }

}
