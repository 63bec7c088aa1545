package com.example.shop.systemtests.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.example.shop.systemtests.client.Call;

/// An acknowledged order can be read at once, and its status never goes back.
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

    // By order: the placement that was acknowledged, and every later look at it by its
    // owner.
    private static Map<String, List<Call>> reads(Evidence evidence) {
        Map<String, List<Call>> reads = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        for (Call call : evidence.calls()) {
            if (call.isPlacement() && call.outcome() == Call.Outcome.OK) {
                String id = call.answer().map((answer) -> answer.text("id")).orElse("");
                owners.putIfAbsent(id, call.who());
                reads.computeIfAbsent(id, (key) -> new ArrayList<>()).add(call);
            }
        }
        for (Call call : evidence.calls()) {
            String id = call.path().replaceFirst("^/api/orders/", "");
            if (call.method().equals("GET") && call.who().equals(owners.get(id)) && call.answer().isPresent()) {
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
                .ifPresent((earlier) -> violations.add("order %s: told %s, then %s".formatted(id, earlier, later)));
        }
    }

    private static boolean follows(Look earlier, Look later) {
        if (later.call().isPlacement() || later.answered() >= 500) {
            return true;
        }
        if (later.answered() != 200) {
            return later.answered() != 404;
        }
        return earlier.answered() >= 300 || REACHABLE.getOrDefault(earlier.status(), Set.of()).contains(later.status());
    }

    /// What the owner was told about the order at one moment.
    private record Look(Call call, int answered, String status) {

        static Look of(Call call) {
            return call.answer()
                .map((answer) -> new Look(call, answer.status(), answer.text("status")))
                .orElse(new Look(call, 0, ""));
        }

    }

}
