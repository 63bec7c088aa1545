package com.example.shop.systemtests.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.example.shop.systemtests.client.Call;

/// All observations of a platform that has finished its work.
///
/// @param calls the client's history
/// @param log the event topics, in the order of each partition
/// @param sent the outboxes' rows, copied by a trigger as they were committed
/// @param waiting rows still in an outbox, as text
/// @param handled the inboxes
public record Evidence(List<Call> calls, List<Entry> log, List<Sent> sent, List<String> waiting, List<Handled> handled,
        List<Order> orders, List<Reservation> reservations, List<Stock> stocks, List<Movement> movements) {

    Map<String, Order> ordersById() {
        return this.orders.stream().collect(Collectors.toMap(Order::id, Function.identity()));
    }

    Set<String> sentIds() {
        return this.sent.stream().map(Sent::id).collect(Collectors.toSet());
    }

    /// An event as it was committed.
    public record Sent(String id, String topic, String key, String type) {
    }

    /// An event that a service has handled.
    ///
    /// @param service whose inbox it is
    public record Handled(String service, String eventId) {
    }

    /// An order as order-service holds it.
    ///
    /// @param lines quantity by sku
    public record Order(String id, String customer, String status, Map<String, Long> lines) {
    }

    /// A reservation as inventory-service holds it.
    ///
    /// @param lines quantity by sku
    public record Reservation(String orderId, String status, Map<String, Long> lines) {
    }

    /// The stock of a product as inventory-service holds it.
    public record Stock(String sku, long onHand, long reserved, long shipped) {
    }

    /// A line of the ledger.
    ///
    /// @param kind RECEIVED, RESTOCKED, RESERVED, RELEASED or SHIPPED
    /// @param orderId empty if the movement is for no order
    public record Movement(String sku, String kind, String orderId, long quantity) {
    }

}
