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
import com.example.shop.systemtests.client.Call;
import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The checker must find each planted fault, and a clean run must pass.
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
    void a_duplicate_event_in_kafka_raises_no_alarm() {
        this.log.add(this.log.getFirst());

        assertThat(violations()).isEmpty();
    }

    @Test
    void a_lost_order_is_found() {
        this.calls.add(placed("alice", "key-2", "o2"));

        assertThat(violations()).anyMatch((text) -> text.startsWith("an accepted order is lost: o2"));
    }

    @Test
    void an_order_that_no_client_placed_is_found() {
        this.calls.clear();

        assertThat(violations()).anyMatch((text) -> text.startsWith("orders that no client placed: [o1]"));
    }

    @Test
    void an_order_whose_response_was_lost_raises_no_alarm() {
        this.calls.clear();
        this.calls.add(new Call(1, "alice", "POST", "/api/orders", "key-1", Session.body("TEA", 2)));

        assertThat(violations()).isEmpty();
    }

    @Test
    void two_orders_for_one_key_are_found() {
        this.calls.add(placed("alice", "key-1", "o2"));

        assertThat(violations()).anyMatch((text) -> text.startsWith("two responses for one key"));
    }

    @Test
    void one_order_for_two_customers_is_found() {
        this.calls.add(placed("bob", "key-1", "o1"));

        assertThat(violations()).anyMatch((text) -> text.startsWith("one order for two keys"))
            .anyMatch((text) -> text.startsWith("an order of another customer"));
    }

    @Test
    void an_order_without_a_final_status_is_found() {
        this.orders.set(0, new Order("o1", "alice", "CANCELLING", Map.of("TEA", 2L)));

        assertThat(violations()).anyMatch((text) -> text.startsWith("an order without a final status"));
    }

    @Test
    void an_order_with_other_content_is_found() {
        this.orders.set(0, new Order("o1", "alice", "CONFIRMED", Map.of("TEA", 3L)));

        assertThat(violations()).anyMatch((text) -> text.startsWith("an order with other content than was sent"));
    }

    @Test
    void a_status_that_goes_back_is_found() {
        this.calls.add(read("alice", "o1", "CONFIRMED"));
        this.calls.add(read("alice", "o1", "PENDING"));

        assertThat(violations()).singleElement().asString().startsWith("order o1: read");
    }

    @Test
    void a_confirmed_order_without_goods_is_found() {
        this.reservations.clear();

        assertThat(violations()).anyMatch((text) -> text.startsWith("order and reservation disagree"));
    }

    @Test
    void goods_kept_for_a_cancelled_order_are_found() {
        this.orders.set(0, new Order("o1", "alice", "CANCELLED", Map.of("TEA", 2L)));

        assertThat(violations()).singleElement().asString().startsWith("order and reservation disagree");
    }

    @Test
    void a_stock_that_changed_without_a_movement_is_found() {
        this.stocks.set(0, new Stock("TEA", 7, 2, 0));

        assertThat(violations()).singleElement().asString().startsWith("the ledger gives");
    }

    @Test
    void a_duplicate_movement_is_found() {
        this.movements.add(this.movements.getLast());

        assertThat(violations()).anyMatch((text) -> text.startsWith("a duplicate movement"));
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
        call.complete(response(201, orderId, "PENDING"));
        return call;
    }

    private Call read(String who, String orderId, String status) {
        Call call = new Call(this.calls.size(), who, "GET", "/api/orders/" + orderId, null, null);
        call.complete(response(200, orderId, status));
        return call;
    }

    private static Response response(int code, String orderId, String status) {
        return new Response("a call", code, HttpHeaders.of(Map.of(), (name, value) -> true),
                "{\"id\":\"%s\",\"status\":\"%s\"}".formatted(orderId, status), Duration.ZERO);
    }

}
