package com.example.shop.systemtests.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.example.shop.systemtests.checker.Evidence.Order;
import com.example.shop.systemtests.checker.Evidence.Reservation;
import org.jspecify.annotations.Nullable;

/// Both services agree: a confirmed or shipped order has one reservation with the same lines, any other has none.
final class EffectRules {

    private static final Set<String> STANDING = Set.of("CONFIRMED", "SHIPPED");

    private EffectRules() {
    }

    static List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        Map<String, Reservation> reservations = new HashMap<>();
        for (Reservation reservation : evidence.reservations()) {
            if (reservations.put(reservation.orderId(), reservation) != null) {
                violations.add("two reservations: " + reservation);
            }
        }
        for (Order order : evidence.orders()) {
            Reservation reservation = reservations.remove(order.id());
            if (!agree(order, reservation)) {
                violations.add("order and reservation disagree: " + order + " but " + reservation);
            }
        }
        reservations.values()
            .stream()
            .filter((reservation) -> !reservation.status().equals("RELEASED"))
            .forEach((reservation) -> violations.add("a reservation for no order: " + reservation));
        return violations;
    }

    private static boolean agree(Order order, @Nullable Reservation reservation) {
        if (reservation == null) {
            return order.status().equals("CANCELLED");
        }
        if (STANDING.contains(order.status())) {
            return reservation.status().equals(order.status()) && reservation.lines().equals(order.lines());
        }
        return switch (order.status()) {
            case "REJECTED" -> reservation.status().equals("REJECTED");
            // A cancelled order may have been rejected, if the reply arrived after the
            // cancellation was requested.
            case "CANCELLED" -> Set.of("RELEASED", "REJECTED").contains(reservation.status());
            default -> false;
        };
    }

}
