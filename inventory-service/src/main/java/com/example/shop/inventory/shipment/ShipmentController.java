package com.example.shop.inventory.shipment;

import java.time.Instant;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.inventory.InventoryProblem;
import com.example.shop.inventory.InventoryRoles;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.ReservationStatus;
import com.example.shop.inventory.shipment.ShipOrder.Outcome;
import jakarta.annotation.security.RolesAllowed;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ShipmentController {

    private final ShipOrder shipOrder;

    ShipmentController(ShipOrder shipOrder) {
        this.shipOrder = shipOrder;
    }

    @PostMapping("/api/orders/{id}/shipment")
    @RolesAllowed(InventoryRoles.WAREHOUSE)
    ShipmentView ship(@PathVariable String id) {
        OrderId orderId = OrderId.parse(id).orElseThrow(ShipmentController::notFound);
        return switch (this.shipOrder.ship(orderId)) {
            case Outcome.Shipped(var at) -> new ShipmentView(orderId.toString(), "SHIPPED", at);
            case Outcome.NotReady(var status) ->
                throw new ProblemException(InventoryProblem.ORDER_NOT_READY_TO_SHIP, reason(status));
            case Outcome.Unknown() -> throw notFound();
        };
    }

    private static String reason(ReservationStatus status) {
        return switch (status) {
            case HELD -> "The order is not confirmed yet.";
            case RELEASED -> "The order is cancelled; its goods are released.";
            case REJECTED -> "The order was rejected; nothing is reserved for it.";
            case CONFIRMED, SHIPPED -> throw new IllegalStateException(status + " can be shipped");
        };
    }

    private static ProblemException notFound() {
        return new ProblemException(PlatformProblem.NOT_FOUND, "There is no such order.");
    }

    record ShipmentView(String orderId, String status, Instant shippedAt) {
    }

}
