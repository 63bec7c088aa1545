package com.example.shop.order.placement;

import java.net.URI;
import java.util.List;

import com.example.shop.common.idempotency.Idempotency;
import com.example.shop.common.idempotency.IdempotencyKey;
import com.example.shop.common.security.Caller;
import com.example.shop.order.OrderRoles;
import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.Order;
import com.example.shop.order.view.OrderView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `POST /api/orders`.
@RestController
class PlacementController {

    private final PlaceOrder placeOrder;

    private final Idempotency idempotency;

    PlacementController(PlaceOrder placeOrder, Idempotency idempotency) {
        this.placeOrder = placeOrder;
        this.idempotency = idempotency;
    }

    @PostMapping("/api/orders")
    @RolesAllowed(OrderRoles.CUSTOMER)
    ResponseEntity<byte[]> place(Caller caller, @RequestHeader HttpHeaders headers,
            @Valid @RequestBody OrderRequest request) {
        IdempotencyKey key = IdempotencyKey.required(caller.id(), headers);
        List<RequestedLine> lines = request.requestedLines();
        return this.idempotency.once(key, request, () -> this.placeOrder.price(lines),
                (priced) -> created(this.placeOrder.place(new CustomerId(caller.id()), priced)));
    }

    private static ResponseEntity<OrderView> created(Order order) {
        return ResponseEntity.created(URI.create("/api/orders/" + order.id())).body(OrderView.of(order));
    }

}
