package com.example.shop.systemtests.checker;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.example.shop.systemtests.checker.Evidence.Handled;
import com.example.shop.systemtests.checker.Evidence.Movement;
import com.example.shop.systemtests.checker.Evidence.Order;
import com.example.shop.systemtests.checker.Evidence.Reservation;
import com.example.shop.systemtests.checker.Evidence.Sent;
import com.example.shop.systemtests.checker.Evidence.Stock;
import com.example.shop.systemtests.client.Answer;
import com.example.shop.systemtests.client.Call;
import com.example.shop.systemtests.client.Session;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A checker that never finds anything proves nothing: each planted fault must be found, and a clean run must pass.
class CheckerTest {

    private final List<Call> calls = new ArrayList<>();

    private final List<Entry> log = new ArrayList<>();

    private final List<Sent> sent = new ArrayList<>();

    private final List<String> waiting = new ArrayList<>();

    private final List<Handled> handled = new ArrayList<>();

    private final List<Order> orders = new ArrayList<>();

    private final List<Reservation> reservations = new ArrayList<>();

    private final List<Stock> stocks = new ArrayList<>();

    private final List<Movement> movements = new ArrayList<>();

    CheckerTest() {
        this.calls.add(placed("alice", "key-1", "o1"));
        this.orders.add(new Order("o1", "alice", "CONFIRMED", Map.of("TEA", 2L)));
        this.reservations.add(new Reservation("o1", "CONFIRMED", Map.of("TEA", 2L)));
        this.stocks.add(new Stock("TEA", 8, 2, 0));
        this.movements.add(new Movement("TEA", "RECEIVED", "", 10));
        this.movements.add(new Movement("TEA", "RESERVED", "o1", 2));
        event("e1", "order.events", "OrderPlaced", "o1", 1, "inventory");
        event("e2", "order.events", "OrderConfirmed", "o1", 2, "inventory");
        event("e3", "inventory.events", "StockReserved", "o1", 1, "order");
    }

    @Test
    void a_clean_run_raises_no_alarm() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void a_copy_in_the_log_is_no_alarm() {
        this.log.add(this.log.getFirst());

        assertThat(violations()).isEmpty();
    }

    @Test
    void a_lost_order_is_found() {
        this.calls.add(placed("alice", "key-2", "o2"));

        assertThat(violations()).anyMatch((text) -> text.startsWith("an acknowledged order is lost: o2"));
    }

    @Test
    void an_order_that_nobody_was_told_of_is_found() {
        this.calls.clear();

        assertThat(violations()).anyMatch((text) -> text.startsWith("orders nobody was told of: [o1]"));
    }

    @Test
    void an_order_whose_answer_was_lost_is_no_alarm() {
        this.calls.clear();
        this.calls.add(new Call(1, "alice", "POST", "/api/orders", "key-1", Session.body("TEA", 2)));

        assertThat(violations()).isEmpty();
    }

    @Test
    void two_orders_for_one_key_are_found() {
        this.calls.add(placed("alice", "key-1", "o2"));

        assertThat(violations()).anyMatch((text) -> text.startsWith("two answers for one key"));
    }

    @Test
    void one_order_for_two_customers_is_found() {
        this.calls.add(placed("bob", "key-1", "o1"));

        assertThat(violations()).anyMatch((text) -> text.startsWith("one order for two keys"))
            .anyMatch((text) -> text.startsWith("an order of somebody else"));
    }

    @Test
    void an_order_without_an_end_is_found() {
        this.orders.set(0, new Order("o1", "alice", "CANCELLING", Map.of("TEA", 2L)));

        assertThat(violations()).anyMatch((text) -> text.startsWith("an order without an end"));
    }

    @Test
    void other_content_is_found() {
        this.orders.set(0, new Order("o1", "alice", "CONFIRMED", Map.of("TEA", 3L)));

        assertThat(violations()).anyMatch((text) -> text.startsWith("other content than was sent"));
    }

    @Test
    void a_status_that_goes_back_is_found() {
        this.calls.add(read("alice", "o1", "CONFIRMED"));
        this.calls.add(read("alice", "o1", "PENDING"));

        assertThat(violations()).singleElement().asString().startsWith("order o1: told");
    }

    @Test
    void a_confirmed_order_without_goods_is_found() {
        this.reservations.clear();

        assertThat(violations()).anyMatch((text) -> text.startsWith("two stories"));
    }

    @Test
    void goods_kept_for_a_cancelled_order_are_found() {
        this.orders.set(0, new Order("o1", "alice", "CANCELLED", Map.of("TEA", 2L)));

        assertThat(violations()).singleElement().asString().startsWith("two stories");
    }

    @Test
    void a_stock_that_changed_without_a_movement_is_found() {
        this.stocks.set(0, new Stock("TEA", 7, 2, 0));

        assertThat(violations()).singleElement().asString().startsWith("the ledger tells");
    }

    @Test
    void a_movement_twice_is_found() {
        this.movements.add(this.movements.getLast());

        assertThat(violations()).anyMatch((text) -> text.startsWith("a movement twice"));
    }

    @Test
    void a_negative_stock_is_found() {
        this.stocks.set(0, new Stock("TEA", -1, 2, 0));

        assertThat(violations()).anyMatch((text) -> text.startsWith("negative"));
    }

    @Test
    void an_event_sent_before_its_commit_is_found() {
        this.sent.removeFirst();

        assertThat(violations()).anyMatch((text) -> text.startsWith("in Kafka, but never committed"));
    }

    @Test
    void an_event_marked_before_its_acknowledgement_is_found() {
        this.log.removeLast();

        assertThat(violations()).anyMatch((text) -> text.startsWith("committed, but never in Kafka"));
    }

    @Test
    void events_out_of_order_are_found() {
        Entry second = this.log.remove(1);
        this.log.addFirst(second);

        assertThat(violations()).anyMatch((text) -> text.startsWith("version 2 after 0"));
    }

    @Test
    void one_aggregate_on_two_partitions_is_found() {
        Entry second = this.log.get(1);
        this.log.set(1, new Entry(second.topic(), 7, 0, second.key(), second.headers(), second.value()));

        assertThat(violations()).singleElement().asString().startsWith("two partitions for one aggregate");
    }

    @Test
    void two_bodies_for_one_id_are_found() {
        Entry second = this.log.get(1);
        this.log.add(new Entry(second.topic(), 0, 9, second.key(), second.headers(), "{\"version\":2 }"));

        assertThat(violations()).singleElement().asString().startsWith("two bodies for one id");
    }

    @Test
    void an_event_that_was_dropped_is_found() {
        this.handled.removeLast();

        assertThat(violations()).singleElement().asString().startsWith("never handled by order");
    }

    @Test
    void an_event_handled_twice_is_found() {
        this.handled.add(this.handled.getLast());

        assertThat(violations()).singleElement().asString().startsWith("handled twice");
    }

    @Test
    void a_row_left_in_the_outbox_is_found() {
        this.waiting.add("e4");

        assertThat(violations()).singleElement().asString().startsWith("left in the outbox");
    }

    private List<String> violations() {
        return Checker.violations(new Evidence(this.calls, this.log, this.sent, this.waiting, this.handled, this.orders,
                this.reservations, this.stocks, this.movements));
    }

    private void event(String id, String topic, String type, String key, int version, String consumer) {
        this.sent.add(new Sent(id, topic, key, type));
        this.log.add(new Entry(topic, 0, version, key, new TreeMap<>(Map.of("ce_id", id, "ce_type", "v1." + type)),
                "{\"version\":%d}".formatted(version)));
        this.handled.add(new Handled(consumer, id));
    }

    private Call placed(String who, String key, String orderId) {
        Call call = new Call(this.calls.size(), who, "POST", "/api/orders", key, Session.body("TEA", 2));
        call.complete(answer(201, orderId, "PENDING"));
        return call;
    }

    private Call read(String who, String orderId, String status) {
        Call call = new Call(this.calls.size(), who, "GET", "/api/orders/" + orderId, null, null);
        call.complete(answer(200, orderId, status));
        return call;
    }

    private static Answer answer(int code, String orderId, String status) {
        return new Answer("a call", code, HttpHeaders.of(Map.of(), (name, value) -> true),
                "{\"id\":\"%s\",\"status\":\"%s\"}".formatted(orderId, status), Duration.ZERO);
    }

}
