package com.example.shop.systemtests.checker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import com.example.shop.systemtests.checker.Evidence.Movement;
import com.example.shop.systemtests.checker.Evidence.Stock;

/// No stock is negative, no piece appears or vanishes, and stock, ledger and reservations agree.
final class StockRules {

    private static final Set<String> HOLDING = Set.of("HELD", "CONFIRMED");

    private StockRules() {
    }

    static List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        for (Stock stock : evidence.stocks()) {
            check(stock, evidence, violations);
        }
        Set<String> seen = new HashSet<>();
        for (Movement movement : evidence.movements()) {
            String effect = movement.orderId() + " " + movement.sku() + " " + movement.kind();
            if (!movement.orderId().isEmpty() && !seen.add(effect)) {
                violations.add("a duplicate movement: " + movement);
            }
        }
        return violations;
    }

    private static void check(Stock stock, Evidence evidence, List<String> violations) {
        if (stock.onHand() < 0 || stock.reserved() < 0 || stock.shipped() < 0) {
            violations.add("negative: " + stock);
        }
        long reserved = moved(evidence, stock, "RESERVED");
        long released = moved(evidence, stock, "RELEASED");
        long shipped = moved(evidence, stock, "SHIPPED");
        long taken = moved(evidence, stock, "RECEIVED") + moved(evidence, stock, "RESTOCKED");
        Stock replayed = new Stock(stock.sku(), taken - reserved + released, reserved - released - shipped, shipped);
        if (!stock.equals(replayed)) {
            violations.add("the ledger gives " + replayed + ", but the stock is " + stock);
        }
        long held = promised(evidence, stock.sku(), HOLDING::contains);
        if (held != stock.reserved()) {
            violations.add("reservations hold " + held + " of " + stock);
        }
        long left = promised(evidence, stock.sku(), "SHIPPED"::equals);
        if (left != stock.shipped()) {
            violations.add("reservations shipped " + left + " of " + stock);
        }
    }

    private static long moved(Evidence evidence, Stock stock, String kind) {
        return evidence.movements()
            .stream()
            .filter((movement) -> movement.sku().equals(stock.sku()) && movement.kind().equals(kind))
            .mapToLong(Movement::quantity)
            .sum();
    }

    private static long promised(Evidence evidence, String sku, Predicate<String> status) {
        return evidence.reservations()
            .stream()
            .filter((reservation) -> status.test(reservation.status()))
            .mapToLong((reservation) -> reservation.lines().getOrDefault(sku, 0L))
            .sum();
    }

}
