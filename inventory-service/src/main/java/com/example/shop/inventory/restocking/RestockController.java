package com.example.shop.inventory.restocking;

import java.util.Optional;

import com.example.shop.common.idempotency.IdempotencyKey;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.security.Caller;
import com.example.shop.inventory.InventoryRoles;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.RequestKey;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.restocking.RestockProduct.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RestockController {

    private final RestockProduct restockProduct;

    RestockController(RestockProduct restockProduct) {
        this.restockProduct = restockProduct;
    }

    @PostMapping(path = "/api/products/{sku}/restock", produces = MediaType.APPLICATION_JSON_VALUE)
    @RolesAllowed(InventoryRoles.WAREHOUSE)
    ResponseEntity<byte[]> restock(@PathVariable String sku,
            @RequestHeader(IdempotencyKey.HEADER) Optional<String> header, @Valid @RequestBody RestockRequest request,
            Caller caller) {
        Optional<RequestKey> key = header.map((text) -> new RequestKey(caller.id(), keyIn(text).value()));
        if (!Sku.isValid(sku)) {
            throw notFound();
        }
        return switch (this.restockProduct.restock(new Sku(sku), new Quantity(request.quantity()), key)) {
            case Answer.Restocked(var body) -> ResponseEntity.ok(body);
            case Answer.Repeated(var body) ->
                ResponseEntity.ok().header(IdempotencyKey.REPLAYED_HEADER, "true").body(body);
            case Answer.KeyReused() -> throw new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_REUSED,
                    "This key was used for another product or quantity.");
            case Answer.Unknown() -> throw notFound();
        };
    }

    private static IdempotencyKey keyIn(String header) {
        return IdempotencyKey.parse(header)
            .orElseThrow(() -> new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_INVALID,
                    "A key is 1 to 255 visible ASCII characters."));
    }

    private static ProblemException notFound() {
        return new ProblemException(PlatformProblem.NOT_FOUND, "There is no such product.");
    }

    /// @param quantity pieces that came in
    record RestockRequest(@NotNull @Min(1) @Max(Quantity.MAX) Integer quantity) {
    }

}
