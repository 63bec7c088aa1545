package com.example.shop.order.cancellation;

import java.util.Optional;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.security.Audit;
import com.example.shop.common.security.Caller;
import com.example.shop.common.security.Roles;
import com.example.shop.order.OrderProblem;
import com.example.shop.order.OrderRoles;
import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderStatus;
import com.example.shop.order.view.OrderView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
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

    private final Audit audit;

    CancellationController(CancelOrder cancelOrder, Audit audit) {
        this.cancelOrder = cancelOrder;
        this.audit = audit;
    }

    @PostMapping("/api/orders/{id}/cancellation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed({ OrderRoles.CUSTOMER, Roles.OPERATOR })
    OrderView cancel(@PathVariable String id, Caller caller, HttpServletRequest http,
            @Valid @RequestBody(required = false) @Nullable CancellationRequest request) {
        OrderId orderId = OrderId.parse(id).orElseThrow(CancellationController::notFound);
        Optional<CustomerId> owner = caller.is(Roles.OPERATOR) ? Optional.empty()
                : Optional.of(new CustomerId(caller.id()));
        return switch (this.cancelOrder.cancel(orderId, owner, reason(request, owner.isPresent()))) {
            case CancelOrder.Outcome.Requested(Order order) -> OrderView.of(order);
            case CancelOrder.Outcome.TooLate(OrderStatus status) -> throw new ProblemException(
                    OrderProblem.ORDER_CANNOT_CHANGE, "The order is " + status + " and can no longer be cancelled.");
            case CancelOrder.Outcome.NoSuchOrder() -> throw notFound();
            case CancelOrder.Outcome.NotOwner() -> {
                this.audit.refused(http, HttpStatus.NOT_FOUND.value(), "the order belongs to someone else");
                throw notFound();
            }
        };
    }

    private static String reason(@Nullable CancellationRequest request, boolean byCustomer) {
        if (request != null && request.reason() != null && !request.reason().isBlank()) {
            return request.reason();
        }
        return "Cancellation requested by " + (byCustomer ? "the customer" : "an operator");
    }

    private static ProblemException notFound() {
        return new ProblemException(PlatformProblem.NOT_FOUND, "There is no such order.");
    }

}
