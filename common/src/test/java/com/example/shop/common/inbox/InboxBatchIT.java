package com.example.shop.common.inbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.Topics;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.testservice.Poison;
import com.example.shop.common.testservice.TestService;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What becomes of records that were fetched together. Most of it without Kafka, which leaves it open how many come at
/// once.
@ExtendWith(OutputCaptureExtension.class)
class InboxBatchIT {

    private static final TestService service = TestService.shared();

    private static final InboxListener inbox = service.bean(InboxListener.class);

    @Test
    void events_that_arrive_together_are_handled_in_one_transaction_and_in_their_order() {
        List<Poison> batch = events(10);

        inbox.onMessage(received(batch));

        assertThat(service.effects().among(subjects(batch))).containsExactlyElementsOf(subjects(batch));
        assertThat(transactions(batch)).hasSize(1);
        assertThat(batch).allMatch(InboxBatchIT::isNoted);
    }

    @Test
    void what_piles_up_in_kafka_is_handled_together() {
        Poison first = new Poison();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        on(first, _ -> {
            begun.countDown();
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        });
        List<Poison> pile = events(10);

        first.send();
        await().until(() -> begun.getCount() == 0);
        pile.forEach(Poison::send);
        sent.countDown();

        await().untilAsserted(
                () -> assertThat(service.effects().among(subjects(pile))).containsExactlyElementsOf(subjects(pile)));
        assertThat(transactions(pile)).hasSizeLessThan(10);
    }

    @Test
    void a_copy_in_the_same_batch_has_no_second_effect() {
        Poison original = new Poison();
        Poison other = new Poison();
        double before = count("inbox.duplicates");

        inbox.onMessage(received(List.of(original, other, original, original)));

        assertThat(service.effects().among(subjects(List.of(original, other))))
            .containsExactlyElementsOf(subjects(List.of(original, other)));
        assertThat(count("inbox.duplicates")).isEqualTo(before + 2);
    }

    @Test
    void a_copy_of_what_was_handled_before_does_not_keep_its_neighbours_from_being_handled() {
        List<Poison> handled = events(2);
        List<Poison> fresh = events(2);
        inbox.onMessage(received(handled));

        inbox.onMessage(received(List.of(handled.get(0), fresh.get(0), handled.get(1), fresh.get(1))));

        assertThat(service.effects().among(subjects(handled))).hasSize(2);
        assertThat(service.effects().among(subjects(fresh))).hasSize(2);
    }

    @Test
    void an_event_that_fails_is_named_and_those_before_it_are_done_with() {
        List<Poison> batch = events(5);
        on(batch.get(2), _ -> {
            throw new IllegalStateException("not this one");
        });
        List<ConsumerRecord<byte[], byte[]>> records = received(batch);

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> inbox.onMessage(records))
            .satisfies(failed -> assertThat(failed.getRecord()).isSameAs(records.get(2)))
            .havingCause()
            .withMessage("not this one");

        assertThat(service.effects().among(subjects(batch))).containsExactlyElementsOf(subjects(batch.subList(0, 2)));
        assertThat(batch).filteredOn(InboxBatchIT::isNoted).containsExactlyElementsOf(batch.subList(0, 2));
    }

    @Test
    void an_event_is_not_blamed_for_a_failure_in_company() {
        List<Poison> batch = events(5);
        AtomicInteger attempts = new AtomicInteger();
        on(batch.get(3), _ -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("too crowded");
            }
        });

        inbox.onMessage(received(batch));

        assertThat(service.effects().among(subjects(batch))).containsExactlyElementsOf(subjects(batch));
        assertThat(transactions(batch)).hasSize(5);
    }

    @Test
    void an_event_that_fails_with_the_commit_is_found() {
        List<Poison> batch = events(7);
        on(batch.get(4),
                _ -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        throw new IllegalStateException("at the last moment");
                    }
                }));
        List<ConsumerRecord<byte[], byte[]>> records = received(batch);

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> inbox.onMessage(records))
            .satisfies(failed -> assertThat(failed.getRecord()).isSameAs(records.get(4)));

        assertThat(service.effects().among(subjects(batch))).containsExactlyElementsOf(subjects(batch.subList(0, 4)));
    }

    @Test
    void an_error_of_the_database_that_a_handler_swallows_is_no_fault_of_the_next_event() {
        List<Poison> batch = events(3);
        on(batch.get(1), _ -> {
            try {
                service.jdbc().sql("SELECT 1 / 0").query().singleValue();
            }
            catch (DataAccessException _) {
                // As a careless handler would.
            }
        });
        List<ConsumerRecord<byte[], byte[]>> records = received(batch);

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> inbox.onMessage(records))
            .satisfies(failed -> assertThat(failed.getRecord()).isSameAs(records.get(1)));

        assertThat(service.effects().among(subjects(batch))).containsExactlyElementsOf(subjects(batch.subList(0, 1)));
    }

    @Test
    void a_connection_that_breaks_in_the_middle_loses_and_doubles_nothing() {
        List<Poison> batch = events(5);
        AtomicInteger attempts = new AtomicInteger();
        on(batch.get(3), _ -> {
            if (attempts.incrementAndGet() == 1) {
                service.jdbc().sql("SELECT pg_terminate_backend(pg_backend_pid())").query().singleValue();
            }
        });

        inbox.onMessage(received(batch));

        assertThat(service.effects().among(subjects(batch))).containsExactlyElementsOf(subjects(batch));
    }

    @Test
    void a_record_that_is_no_event_does_not_keep_those_before_it_from_being_handled() {
        List<Poison> spoilt = List.of(new Poison().without("ce_id"), new Poison().content("tea, please"));

        assertThat(spoilt).allSatisfy(each -> {
            List<Poison> batch = List.of(new Poison(), new Poison(), each);
            List<ConsumerRecord<byte[], byte[]>> records = received(batch);
            assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> inbox.onMessage(records))
                .satisfies(failed -> {
                    assertThat(failed.getRecord()).isSameAs(records.get(2));
                    assertThat(Failures.of(failed)).isEqualTo(Failures.UNREADABLE);
                });
            assertThat(service.effects().among(subjects(batch)))
                .containsExactlyElementsOf(subjects(batch.subList(0, 2)));
        });
    }

    @Test
    void what_is_skipped_is_counted_when_it_is_done_with() {
        Poison failing = new Poison();
        on(failing, _ -> {
            throw new IllegalStateException("later");
        });
        Poison skipped = new Poison().with("ce_type", "com.example.shop.order.v9.OrderPlaced");
        double before = count("inbox.skipped");

        assertThatThrownBy(
                () -> inbox.onMessage(received(List.of(new Poison(), skipped, new Poison(), failing, skipped))))
            .isInstanceOf(BatchListenerFailedException.class);

        assertThat(count("inbox.skipped")).isEqualTo(before + 1);
    }

    @Test
    void events_of_different_handlers_share_the_transaction_and_each_handler_prepares_once() {
        List<Poison> batch = events(6);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(received(batch));
        records.set(2, reserved(batch.get(2)));
        records.set(3, reserved(batch.get(3)));
        List<List<Event>> prepared = new ArrayList<>();
        service.effects().whenPrepared(batch.getFirst().order.toString(), prepared::add);

        inbox.onMessage(records);

        List<Poison> reserved = batch.subList(2, 4);
        List<Poison> placed = batch.stream().filter(event -> !reserved.contains(event)).toList();
        assertThat(service.effects().among(subjects(reserved))).containsExactlyElementsOf(subjects(reserved));
        assertThat(service.effects().among(subjects(placed))).containsExactlyElementsOf(subjects(placed));
        assertThat(transactions(batch)).hasSize(1);
        assertThat(prepared).singleElement().satisfies(events -> assertThat(events).hasSize(4));
    }

    @Test
    void events_of_one_aggregate_keep_their_order_though_they_have_different_handlers() {
        Poison first = new Poison();
        Poison event = new Poison();
        ConsumerRecord<byte[], byte[]> placed = event.with("ce_aggregateversion", "2")
            .content("{\"orderId\":\"$order\",\"version\":2,\"placedAt\":\"2026-11-22T12:00:00Z\",\"lines\":[]}")
            .received(Topics.ORDER_EVENTS);
        ConsumerRecord<byte[], byte[]> reserved = reserved(event.with("ce_id", UUID.randomUUID().toString()));

        inbox.onMessage(List.of(first.received(Topics.ORDER_EVENTS), reserved, placed));

        assertThat(service.effects().of(event.order.toString())).containsExactly(1L, 2L);
    }

    @Test
    void events_of_other_handlers_before_the_one_that_fails_are_done_with_and_none_after_it_is_lost() {
        List<Poison> batch = events(5);
        AtomicBoolean fails = new AtomicBoolean(true);
        on(batch.get(2), _ -> {
            if (fails.get()) {
                throw new IllegalStateException("not now");
            }
        });
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(received(batch));
        records.set(1, reserved(batch.get(1)));
        records.set(3, reserved(batch.get(3)));

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> inbox.onMessage(records))
            .satisfies(failed -> assertThat(failed.getRecord()).isSameAs(records.get(2)));
        assertThat(batch.subList(0, 2)).allMatch(InboxBatchIT::isNoted);
        fails.set(false);
        inbox.onMessage(records.subList(2, 5));

        assertThat(service.effects().among(subjects(batch))).containsExactlyInAnyOrderElementsOf(subjects(batch));
    }

    @Test
    void the_earliest_of_several_that_fail_is_named() {
        List<Poison> batch = events(4);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(received(batch));
        records.set(1, reserved(batch.get(1)));
        records.set(3, reserved(batch.get(3)));
        batch.subList(2, 4).forEach(failing -> on(failing, _ -> {
            throw new IllegalStateException("not this one");
        }));

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> inbox.onMessage(records))
            .satisfies(failed -> assertThat(failed.getRecord()).isSameAs(records.get(2)));

        assertThat(batch).filteredOn(InboxBatchIT::isNoted).containsExactlyElementsOf(batch.subList(0, 2));
    }

    @Test
    void a_handler_prepares_for_what_is_new_in_the_whole_transaction() {
        List<Poison> batch = events(3);
        inbox.onMessage(received(batch.subList(1, 2)));
        List<List<Event>> prepared = new ArrayList<>();
        service.effects().whenPrepared(batch.getFirst().order.toString(), prepared::add);

        inbox.onMessage(received(batch));

        assertThat(prepared).hasSize(1);
        assertThat(prepared.getFirst()).extracting(Event::aggregateId)
            .containsExactly(batch.get(0).order.toString(), batch.get(2).order.toString());
    }

    @Test
    void an_event_that_cannot_be_prepared_for_is_found() {
        List<Poison> batch = events(5);
        service.effects().whenPrepared(batch.get(2).order.toString(), _ -> {
            throw new IllegalStateException("not with this one");
        });
        List<ConsumerRecord<byte[], byte[]>> records = received(batch);

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> inbox.onMessage(records))
            .satisfies(failed -> assertThat(failed.getRecord()).isSameAs(records.get(2)));

        assertThat(service.effects().among(subjects(batch))).containsExactlyElementsOf(subjects(batch.subList(0, 2)));
    }

    @Test
    void two_batches_that_lock_the_same_rows_in_opposite_order_are_both_handled() {
        List<Poison> one = events(2);
        List<Poison> other = events(2);
        String firstRow = "lock-" + one.getFirst().order;
        String secondRow = "lock-" + other.getFirst().order;
        service.jdbc()
            .sql("INSERT INTO effect (subject, version) VALUES (?, 0), (?, 0)")
            .params(firstRow, secondRow)
            .update();
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        on(one.get(0), _ -> {
            lock(firstRow);
            awaitBoth(bothHoldOne);
        });
        on(one.get(1), _ -> lock(secondRow));
        on(other.get(0), _ -> {
            lock(secondRow);
            awaitBoth(bothHoldOne);
        });
        on(other.get(1), _ -> lock(firstRow));

        atOnce(() -> inbox.onMessage(received(one)), () -> inbox.onMessage(received(other)));

        assertThat(service.effects().among(subjects(one))).containsExactlyElementsOf(subjects(one));
        assertThat(service.effects().among(subjects(other))).containsExactlyElementsOf(subjects(other));
    }

    @Test
    void two_consumers_with_the_same_copies_in_opposite_order_do_not_deadlock() {
        EventReader reader = new EventReader(service.bean(EventHandlers.class), service.bean(EventJson.class));
        List<Poison> batch = events(1000);
        List<ReceivedEvent> events = received(batch).stream().map(record -> reader.read(record).orElseThrow()).toList();

        atOnce(() -> handleInTheEnd(events), () -> handleInTheEnd(events.reversed()));

        assertThat(service.effects().among(subjects(batch))).hasSize(1000).doesNotHaveDuplicates();
    }

    /// The other one may take longer than anybody waits for a lock.
    private static void handleInTheEnd(List<ReceivedEvent> events) {
        await().untilAsserted(() -> {
            try {
                service.bean(Inbox.class).handle(events);
            }
            catch (DataAccessException failed) {
                if (NestedExceptionUtils.getMostSpecificCause(failed).toString().contains("deadlock")) {
                    throw failed;
                }
                throw new AssertionError(failed);
            }
        });
    }

    @Test
    void an_event_is_reported_handled_under_its_own_trace(CapturedOutput output) {
        Poison one = new Poison().with("traceparent", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01");
        Poison other = new Poison().with("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        inbox.onMessage(received(List.of(one, other)));

        assertThat(output).containsPattern("0af7651916cd43dd8448eb211c80319c.*" + one.id + ".*handled")
            .containsPattern("4bf92f3577b34da6a3ce929d0e0e4736.*" + other.id + ".*handled");
    }

    @Test
    void nothing_is_reported_handled_that_was_undone(CapturedOutput output) {
        List<Poison> batch = events(2);
        double before = service.bean(MeterRegistry.class)
            .counter("inbox.handled", "type", "com.example.shop.order.v1.OrderPlaced")
            .count();
        on(batch.get(1), _ -> {
            throw new IllegalStateException("never");
        });

        assertThatThrownBy(() -> inbox.onMessage(received(batch))).isInstanceOf(BatchListenerFailedException.class);

        assertThat(output.toString().split("Event " + batch.get(0).id, -1)).hasSize(2);
        assertThat(service.bean(MeterRegistry.class)
            .counter("inbox.handled", "type", "com.example.shop.order.v1.OrderPlaced")
            .count()).isEqualTo(before + 1);
    }

    private static void lock(String row) {
        service.jdbc().sql("SELECT FROM effect WHERE subject = ? FOR UPDATE").param(row).query().listOfRows();
    }

    private static void awaitBoth(CountDownLatch both) throws InterruptedException {
        both.countDown();
        assertThat(both.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private static void atOnce(Runnable... works) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture
                .allOf(Arrays.stream(works)
                    .map(work -> CompletableFuture.runAsync(work, threads))
                    .toArray(CompletableFuture[]::new))
                .join();
        }
    }

    private static List<Poison> events(int number) {
        return Stream.generate(Poison::new).limit(number).toList();
    }

    private static void on(Poison event, Afterthought afterthought) {
        service.effects().when(event.order.toString(), afterthought);
    }

    private static List<ConsumerRecord<byte[], byte[]>> received(List<Poison> batch) {
        return batch.stream().map(event -> event.received(Topics.ORDER_EVENTS)).toList();
    }

    /// As another event of the same subject, which has another handler.
    private static ConsumerRecord<byte[], byte[]> reserved(Poison event) {
        return event.with("ce_aggregateversion", "1")
            .with("ce_type", "com.example.shop.inventory.v1.StockReserved")
            .content("{\"orderId\":\"$order\",\"version\":1,\"reservedAt\":\"2026-11-22T12:00:00Z\"}")
            .received(Topics.INVENTORY_EVENTS);
    }

    private static List<String> subjects(List<Poison> batch) {
        return batch.stream().map(event -> event.order.toString()).toList();
    }

    private static Set<String> transactions(Collection<Poison> batch) {
        return Set.copyOf(service.effects().transactions(subjects(List.copyOf(batch))));
    }

    private static boolean isNoted(Poison event) {
        return service.jdbc()
            .sql("SELECT EXISTS (SELECT FROM messaging.inbox WHERE id = :id)")
            .param("id", event.id)
            .query((found, _) -> found.getBoolean(1))
            .single();
    }

    private static double count(String counter) {
        return service.bean(MeterRegistry.class).counter(counter).count();
    }

    /// What a handler does besides, and how that may fail.
    private interface Afterthought extends Consumer<Event> {

        void doOn(Event event) throws Exception;

        @Override
        default void accept(Event event) {
            try {
                doOn(event);
            }
            catch (RuntimeException failure) {
                throw failure;
            }
            catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

    }

}
