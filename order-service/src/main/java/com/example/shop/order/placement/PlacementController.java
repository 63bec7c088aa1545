package com.example.shop.order.placement;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import com.example.shop.common.idempotency.IdempotencyKey;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemException.FieldError;
import com.example.shop.common.security.Caller;
import com.example.shop.order.OrderProblem;
import com.example.shop.order.OrderRoles;
import com.example.shop.order.model.Answer;
import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.RequestKey;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `POST /api/orders`.
@RestController
class PlacementController {

    private final PlaceOrder placeOrder;

    private final PlacementProperties properties;

    PlacementController(PlaceOrder placeOrder, PlacementProperties properties) {
        this.placeOrder = placeOrder;
        this.properties = properties;
    }

    @PostMapping("/api/orders")
    @RolesAllowed(OrderRoles.CUSTOMER)
    ResponseEntity<byte[]> place(Caller caller, @RequestHeader HttpHeaders headers,
            @Valid @RequestBody OrderRequest request) {
        RequestKey key = new RequestKey(new CustomerId(caller.id()), keyIn(headers).value());
        return switch (this.placeOrder.place(key, request.wanted())) {
            case PlaceOrder.Outcome.Placed(Answer answer) -> created(answer).body(answer.body());
            case PlaceOrder.Outcome.Repeated(Answer answer) ->
                created(answer).header(IdempotencyKey.REPLAYED_HEADER, "true").body(answer.body());
            case PlaceOrder.Outcome.OtherContent() -> throw new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key came with other lines before. Use a new key for a new order.");
            case PlaceOrder.Outcome.StillRunning() ->
                throw new ProblemException(PlatformProblem.IDEMPOTENCY_IN_PROGRESS,
                        "The same order is being placed right now. Repeat the request to get its answer.",
                        this.properties.twinRetryAfter());
            case PlaceOrder.Outcome.UnknownProducts(List<Integer> lines) ->
                throw new ProblemException(OrderProblem.UNKNOWN_PRODUCT, "The order names products that do not exist.",
                        lines.stream()
                            .map((line) -> new FieldError(OrderRequest.pointer(line), "there is no such product"))
                            .toList());
            case PlaceOrder.Outcome.NoCommonCurrency(String detail) ->
                throw new ProblemException(OrderProblem.MIXED_CURRENCIES, detail);
        };
    }

    private static IdempotencyKey keyIn(HttpHeaders headers) {
        List<String> keys = headers.getOrEmpty(IdempotencyKey.HEADER);
        if (keys.isEmpty()) {
            throw new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_MISSING,
                    "Send an Idempotency-Key of your own with each order, and the same one when you repeat it.");
        }
        return Optional.of(keys.getFirst())
            .filter((_) -> keys.size() == 1)
            .flatMap((key) -> IdempotencyKey.parse(key.strip()))
            .orElseThrow(() -> new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_INVALID,
                    "An Idempotency-Key is one value of 1 to 255 visible ASCII characters."));
    }

    private static ResponseEntity.BodyBuilder created(Answer answer) {
        return ResponseEntity.created(URI.create("/api/orders/" + answer.orderId()))
            .contentType(MediaType.APPLICATION_JSON);
    }

}
