package com.example.shop.order.lookup;

import java.util.List;
import java.util.UUID;

import com.example.shop.common.paging.Cursor;
import com.example.shop.common.paging.Page;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemException.FieldError;
import com.example.shop.common.security.Audit;
import com.example.shop.common.security.Caller;
import com.example.shop.common.security.Roles;
import com.example.shop.order.OrderRoles;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderStatus;
import com.example.shop.order.view.OrderView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/orders` and below. Customers see their own orders, operators see all. An order that the caller may not see
/// gets 404, as if it did not exist.
@RestController
class LookupController {

    private final OrderLookup orders;

    private final Audit audit;

    LookupController(OrderLookup orders, Audit audit) {
        this.orders = orders;
        this.audit = audit;
    }

    @GetMapping("/api/orders/{id}")
    @RolesAllowed({ OrderRoles.CUSTOMER, Roles.OPERATOR })
    OrderView order(@PathVariable String id, Caller caller, HttpServletRequest request) {
        return visible(id, caller, request);
    }

    @GetMapping("/api/orders/{id}/history")
    @RolesAllowed({ OrderRoles.CUSTOMER, Roles.OPERATOR })
    Page<HistoryEntry> history(@PathVariable String id, Caller caller, HttpServletRequest request) {
        return new Page<>(this.orders.history(new OrderId(visible(id, caller, request).id())), null);
    }

    @GetMapping("/api/orders")
    @RolesAllowed({ OrderRoles.CUSTOMER, Roles.OPERATOR })
    Page<OrderView> orders(@RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size,
            @RequestParam(required = false) @Nullable String after, Caller caller) {
        String customer = caller.is(Roles.OPERATOR) ? null : caller.id();
        UUID last = (after != null) ? position(after) : null;
        List<OrderView> found = this.orders.list(customer, status, last, size + 1);
        return Page.of(found, size, (order) -> order.id().toString());
    }

    private OrderView visible(String id, Caller caller, HttpServletRequest request) {
        OrderView order = OrderId.parse(id).flatMap(this.orders::find).orElseThrow(LookupController::notFound);
        if (!caller.is(Roles.OPERATOR) && !order.customerId().equals(caller.id())) {
            this.audit.refused(request, HttpStatus.NOT_FOUND.value(), "the order belongs to someone else");
            throw notFound();
        }
        return order;
    }

    private static ProblemException notFound() {
        return new ProblemException(PlatformProblem.NOT_FOUND, "There is no such order.");
    }

    private static UUID position(String after) {
        return Cursor.read(after)
            .flatMap(OrderId::parse)
            .map(OrderId::value)
            .orElseThrow(() -> new ProblemException(PlatformProblem.VALIDATION_FAILED, "The cursor cannot be used.",
                    List.of(new FieldError("after", "must be the next of an earlier page"))));
    }

}
