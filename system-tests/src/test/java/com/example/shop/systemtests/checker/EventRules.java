package com.example.shop.systemtests.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.example.shop.systemtests.checker.Evidence.Handled;
import com.example.shop.systemtests.checker.Evidence.Sent;

/// Kafka holds the committed events and no others; those of an aggregate in order and on one partition, with one body per
/// id; and each event had its effect.
///
/// Duplicates in Kafka are allowed, because delivery is at least once.
final class EventRules {

    private static final Map<String, Set<String>> HANDLED_BY = Map.of("inventory",
            Set.of("OrderPlaced", "OrderConfirmed", "OrderCancellationRequested", "OrderCancelled"), "order",
            Set.of("StockReserved", "StockRejected", "StockReleased", "StockShipped"));

    private static final String PRODUCTS = "inventory.products";

    private EventRules() {
    }

    static List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        evidence.waiting().forEach((row) -> violations.add("left in the outbox: " + row));
        Set<String> committed = evidence.sentIds();
        Map<String, Entry> first = new HashMap<>();
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        for (Entry entry : evidence.log()) {
            if (!committed.contains(entry.id())) {
                violations.add("in Kafka, but never committed: " + entry);
                continue;
            }
            Entry original = first.putIfAbsent(entry.id(), entry);
            if (original == null) {
                checkOrder(entry, partitions, versions, violations);
            }
            else if (!original.value().equals(entry.value()) || !original.key().equals(entry.key())) {
                violations.add("two bodies for one id: " + original + " and " + entry);
            }
        }
        checkSent(evidence, first, violations);
        checkHandled(evidence, violations);
        return violations;
    }

    private static void checkOrder(Entry entry, Map<String, Integer> partitions, Map<String, Long> versions,
            List<String> violations) {
        String aggregate = entry.topic() + " " + entry.key();
        if (partitions.computeIfAbsent(aggregate, (key) -> entry.partition()) != entry.partition()) {
            violations.add("two partitions for one aggregate: " + entry);
        }
        long version = entry.json().path("version").asLong();
        long previous = versions.getOrDefault(aggregate, 0L);
        versions.put(aggregate, version);
        // Compaction removes old versions of a product; of an order, every version must
        // be there.
        boolean follows = entry.topic().equals(PRODUCTS) ? version > previous : version == previous + 1;
        if (!follows) {
            violations.add("version " + version + " after " + previous + ": " + entry);
        }
    }

    private static void checkSent(Evidence evidence, Map<String, Entry> first, List<String> violations) {
        for (Sent event : evidence.sent()) {
            Entry entry = first.get(event.id());
            if (entry == null && !event.topic().equals(PRODUCTS)) {
                violations.add("committed, but never in Kafka: " + event);
            }
            if (entry != null && !(entry.topic().equals(event.topic()) && entry.key().equals(event.key()))) {
                violations.add("committed as " + event + ", sent as " + entry);
            }
        }
    }

    private static void checkHandled(Evidence evidence, List<String> violations) {
        Set<Handled> handled = new HashSet<>();
        for (Handled row : evidence.handled()) {
            if (!handled.add(row)) {
                violations.add("handled twice: " + row);
            }
        }
        violations.addAll(unhandled(evidence.sent(), handled));
    }

    /// Events that were committed and have had no effect on the other side yet.
    static List<String> unhandled(List<Sent> sent, Set<Handled> handled) {
        List<String> unhandled = new ArrayList<>();
        for (Sent event : sent) {
            for (String service : consumers(event)) {
                if (!handled.contains(new Handled(service, event.id()))) {
                    unhandled.add("never handled by " + service + ": " + event);
                }
            }
        }
        return unhandled;
    }

    private static Set<String> consumers(Sent event) {
        return HANDLED_BY.entrySet()
            .stream()
            .filter((consumer) -> consumer.getValue().contains(event.type()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    }

}
