package com.example.shop.systemtests.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.example.shop.systemtests.checker.Evidence.Order;
import com.example.shop.systemtests.client.Call;
import com.example.shop.systemtests.client.Response;
import org.jspecify.annotations.Nullable;

/// Every accepted order exists, once per customer and key, with the content that was sent; there are no other orders; each
/// has a final status.
final class OrderRules {

    private static final Set<String> AT_REST = Set.of("CONFIRMED", "SHIPPED", "CANCELLED", "REJECTED");

    private OrderRules() {
    }

    static List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        Map<String, Order> orders = evidence.ordersById();
        Map<String, String> idOfKey = new HashMap<>();
        Map<String, String> keyOfId = new HashMap<>();
        long unknown = 0;
        for (Call call : placements(evidence)) {
            if (call.outcome() == Call.Outcome.UNKNOWN) {
                unknown++;
            }
            if (call.outcome() != Call.Outcome.OK) {
                continue;
            }
            String response = call.response().map(Response::body).orElse("");
            String id = call.response().map((known) -> known.text("id")).orElse("");
            String key = call.who() + " " + call.key();
            if (!Objects.requireNonNullElse(idOfKey.putIfAbsent(key, response), response).equals(response)) {
                violations.add("two responses for one key: " + call + " returned " + response);
            }
            if (!Objects.requireNonNullElse(keyOfId.putIfAbsent(id, key), key).equals(key)) {
                violations.add("one order for two keys: " + call + " returned " + id);
            }
            check(call, id, orders.get(id), violations);
        }
        orders.values()
            .stream()
            .filter((order) -> !AT_REST.contains(order.status()))
            .forEach((order) -> violations.add("an order without a final status: " + order));
        Set<String> unacknowledged = orders.keySet()
            .stream()
            .filter((id) -> !keyOfId.containsKey(id))
            .collect(Collectors.toSet());
        if (unacknowledged.size() > unknown) {
            violations.add("orders that no client placed: " + unacknowledged + ", but only " + unknown
                    + " placements have an unknown outcome");
        }
        return violations;
    }

    private static List<Call> placements(Evidence evidence) {
        return evidence.calls().stream().filter(Call::isPlacement).toList();
    }

    private static void check(Call call, String id, @Nullable Order order, List<String> violations) {
        if (order == null) {
            violations.add("an accepted order is lost: " + id + " of " + call);
            return;
        }
        if (!order.customer().equals(call.who())) {
            violations.add("an order of another customer: " + order + " of " + call);
        }
        if (!order.lines().equals(Requests.lines(call.body()))) {
            violations.add("an order with other content than was sent: " + order + " of " + call + " " + call.body());
        }
    }

}
