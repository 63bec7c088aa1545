package com.example.shop.systemtests.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.example.shop.systemtests.client.Call;

/// An accepted order can be read at once, and its status never goes back.
final class ReadRules {

    private static final Map<String, Set<String>> REACHABLE = Map.of("PENDING",
            Set.of("PENDING", "CONFIRMED", "REJECTED", "CANCELLING", "CANCELLED", "SHIPPED"), "CONFIRMED",
            Set.of("CONFIRMED", "CANCELLING", "CANCELLED", "SHIPPED"), "CANCELLING",
            Set.of("CANCELLING", "CONFIRMED", "CANCELLED", "SHIPPED"), "REJECTED", Set.of("REJECTED"), "CANCELLED",
            Set.of("CANCELLED"), "SHIPPED", Set.of("SHIPPED"));

    private ReadRules() {
    }

    static List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        reads(evidence).forEach((id, calls) -> check(id, calls, violations));
        return violations;
    }

    // By order: the accepted placement, and every later read by its owner.
    private static Map<String, List<Call>> reads(Evidence evidence) {
        Map<String, List<Call>> reads = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        for (Call call : evidence.calls()) {
            if (call.isPlacement() && call.outcome() == Call.Outcome.OK) {
                String id = call.response().map((response) -> response.text("id")).orElse("");
                owners.putIfAbsent(id, call.who());
                reads.computeIfAbsent(id, (key) -> new ArrayList<>()).add(call);
            }
        }
        for (Call call : evidence.calls()) {
            String id = call.path().replaceFirst("^/api/orders/", "");
            if (call.method().equals("GET") && call.who().equals(owners.get(id)) && call.response().isPresent()) {
                reads.getOrDefault(id, new ArrayList<>()).add(call);
            }
        }
        return reads;
    }

    private static void check(String id, List<Call> calls, List<String> violations) {
        List<Look> looks = calls.stream().map(Look::of).toList();
        for (Look later : looks) {
            looks.stream()
                .filter((look) -> look.call().isBefore(later.call()))
                .max(Comparator.comparing((look) -> look.call().completed()))
                .filter((earlier) -> !follows(earlier, later))
                .ifPresent((earlier) -> violations.add("order %s: read %s, then %s".formatted(id, earlier, later)));
        }
    }

    private static boolean follows(Look earlier, Look later) {
        if (later.call().isPlacement() || later.code() >= 500) {
            return true;
        }
        if (later.code() != 200) {
            return later.code() != 404;
        }
        return earlier.code() >= 300 || REACHABLE.getOrDefault(earlier.status(), Set.of()).contains(later.status());
    }

    /// What the owner read about the order at one time.
    private record Look(Call call, int code, String status) {

        static Look of(Call call) {
            return call.response()
                .map((response) -> new Look(call, response.status(), response.text("status")))
                .orElse(new Look(call, 0, ""));
        }

    }

}
