package com.example.shop.order.cancellation;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemType;
import com.example.shop.common.security.Caller;
import com.example.shop.common.security.Roles;
import com.example.shop.order.model.OrderCannotChange;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.view.OrderView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `POST /api/orders/{id}/cancellation`.
@RestController
class CancellationController {

    private final CancelOrder cancelOrder;

    CancellationController(CancelOrder cancelOrder) {
        this.cancelOrder = cancelOrder;
    }

    @PostMapping("/api/orders/{id}/cancellation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed({ Roles.CUSTOMER, Roles.OPERATOR })
    OrderView cancel(@PathVariable String id, Caller caller,
            @Valid @RequestBody(required = false) @Nullable CancellationRequest request) {
        boolean seesAll = caller.is(Roles.OPERATOR);
        String reason = (request != null && request.reason() != null && !request.reason().isBlank()) ? request.reason()
                : "Cancellation asked for by " + (seesAll ? "an operator" : "the customer");
        try {
            return OrderId.parse(id)
                .flatMap((orderId) -> this.cancelOrder.cancel(orderId,
                        (order) -> seesAll || order.customer().value().equals(caller.id()), reason))
                .map(OrderView::of)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such order."));
        }
        catch (OrderCannotChange ex) {
            throw new ProblemException(ProblemType.ORDER_CANNOT_CHANGE,
                    "The order is " + ex.status() + " and can no longer be cancelled.");
        }
    }

}
