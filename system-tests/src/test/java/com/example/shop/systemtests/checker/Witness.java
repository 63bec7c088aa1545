package com.example.shop.systemtests.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.example.shop.systemtests.checker.Evidence.Handled;
import com.example.shop.systemtests.checker.Evidence.Movement;
import com.example.shop.systemtests.checker.Evidence.Order;
import com.example.shop.systemtests.checker.Evidence.Reservation;
import com.example.shop.systemtests.checker.Evidence.Sent;
import com.example.shop.systemtests.checker.Evidence.Stock;
import com.example.shop.systemtests.checker.Rows.Row;
import com.example.shop.systemtests.client.Call;

/// Collects the evidence from the databases and from Kafka.
public final class Witness {

    private static final String[] TOPICS = { "order.events", "inventory.events", "inventory.products" };

    private final Rows orders;

    private final Rows inventory;

    private final KafkaLog log;

    /// @param orders the database of order-service
    /// @param inventory the database of inventory-service
    public Witness(Rows orders, Rows inventory, KafkaLog log) {
        this.orders = orders;
        this.inventory = inventory;
        this.log = log;
    }

    public KafkaLog log() {
        return this.log;
    }

    /// Copies every outbox row as it is committed, so that a relay that deletes rows
    /// cannot hide a loss.
    public void installCopies() {
        for (Rows database : List.of(this.orders, this.inventory)) {
            database.execute("""
                    CREATE SCHEMA witness;
                    CREATE TABLE witness.sent (id uuid, type text, aggregate text);
                    CREATE FUNCTION witness.copy() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        INSERT INTO witness.sent VALUES (NEW.id, NEW.type, NEW.aggregate);
                        RETURN NULL;
                    END $$;
                    CREATE TRIGGER witness AFTER INSERT ON messaging.outbox
                        FOR EACH ROW EXECUTE FUNCTION witness.copy();
                    """);
        }
    }

    /// Whether the product is in order-service's catalogue.
    public boolean isKnown(String sku) {
        return this.orders.count("SELECT count(*) FROM product WHERE sku = ?", sku) == 1;
    }

    /// The pending work, as text; empty if there is none.
    public List<String> unrest() {
        List<String> unrest = new ArrayList<>(waiting());
        this.orders.query("SELECT id, status FROM orders WHERE status IN ('PENDING', 'CANCELLING')")
            .forEach((row) -> unrest.add("order " + row));
        // Not the lag of the consumer groups: an offset commit during a rebalance is
        // lost,
        // and the lag that it leaves is not pending work.
        unrest.addAll(EventRules.unhandled(sent(), Set.copyOf(handled())));
        return unrest;
    }

    /// @param calls the client's history
    public Evidence evidence(List<Call> calls) {
        List<Entry> entries = this.log.read(TOPICS)
            .stream()
            .filter((entry) -> !entry.headers().containsKey(KafkaLog.HARNESS))
            .toList();
        return new Evidence(calls, entries, sent(), waiting(), handled(), orders(), reservations(), stocks(),
                movements());
    }

    private List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        for (Rows database : List.of(this.orders, this.inventory)) {
            for (String table : List.of("outbox", "outbox_parked")) {
                database.query("SELECT id, type, aggregate FROM messaging." + table)
                    .forEach((row) -> waiting.add(table + " " + row));
            }
        }
        return waiting;
    }

    private List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        for (Rows database : List.of(this.orders, this.inventory)) {
            for (Row row : database.query("SELECT id, type, aggregate FROM witness.sent")) {
                String type = row.text("type").replaceFirst(".*\\.", "");
                sent.add(new Sent(row.text("id"), topic(type), row.text("aggregate"), type));
            }
        }
        return sent;
    }

    private static String topic(String type) {
        if (type.equals("ProductChanged")) {
            return "inventory.products";
        }
        return type.startsWith("Order") ? "order.events" : "inventory.events";
    }

    private List<Handled> handled() {
        List<Handled> handled = new ArrayList<>();
        this.orders.query("SELECT id FROM messaging.inbox")
            .forEach((row) -> handled.add(new Handled("order", row.text("id"))));
        this.inventory.query("SELECT id FROM messaging.inbox")
            .forEach((row) -> handled.add(new Handled("inventory", row.text("id"))));
        return handled;
    }

    private List<Order> orders() {
        Map<String, Map<String, Long>> lines = lines(
                this.orders.query("SELECT order_id, sku, quantity FROM order_line"));
        return this.orders.query("SELECT id, customer_id, status FROM orders")
            .stream()
            .map((row) -> new Order(row.text("id"), row.text("customer_id"), row.text("status"),
                    lines.getOrDefault(row.text("id"), Map.of())))
            .toList();
    }

    private List<Reservation> reservations() {
        Map<String, Map<String, Long>> lines = lines(
                this.inventory.query("SELECT order_id, sku, quantity FROM reservation_line"));
        return this.inventory.query("SELECT order_id, status FROM reservation")
            .stream()
            .map((row) -> new Reservation(row.text("order_id"), row.text("status"),
                    lines.getOrDefault(row.text("order_id"), Map.of())))
            .toList();
    }

    private List<Stock> stocks() {
        return this.inventory.query("SELECT sku, on_hand, reserved, shipped FROM stock_item")
            .stream()
            .map((row) -> new Stock(row.text("sku"), row.number("on_hand"), row.number("reserved"),
                    row.number("shipped")))
            .toList();
    }

    private List<Movement> movements() {
        return this.inventory.query("SELECT sku, kind, order_id, quantity FROM stock_movement ORDER BY id")
            .stream()
            .map((row) -> new Movement(row.text("sku"), row.text("kind"), row.text("order_id"), row.number("quantity")))
            .toList();
    }

    private static Map<String, Map<String, Long>> lines(List<Row> rows) {
        Map<String, Map<String, Long>> lines = new HashMap<>();
        for (Row row : rows) {
            lines.computeIfAbsent(row.text("order_id"), (id) -> new HashMap<>())
                .put(row.text("sku"), row.number("quantity"));
        }
        return lines;
    }

}
