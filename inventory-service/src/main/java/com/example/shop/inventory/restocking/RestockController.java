package com.example.shop.inventory.restocking;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.example.shop.common.idempotency.Idempotency;
import com.example.shop.common.idempotency.IdempotencyKey;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.security.Caller;
import com.example.shop.inventory.InventoryRoles;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.view.ProductView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RestockController {

    private final RestockProduct restockProduct;

    private final Idempotency idempotency;

    RestockController(RestockProduct restockProduct, Idempotency idempotency) {
        this.restockProduct = restockProduct;
        this.idempotency = idempotency;
    }

    /// Without a key, each request adds pieces.
    @PostMapping("/api/products/{sku}/restock")
    @RolesAllowed(InventoryRoles.WAREHOUSE)
    ResponseEntity<?> restock(@PathVariable String sku, @RequestHeader HttpHeaders headers,
            @Valid @RequestBody RestockRequest request, Caller caller) {
        Optional<IdempotencyKey> key = IdempotencyKey.optional(caller.id(), headers);
        Supplier<ResponseEntity<?>> restock = () -> ResponseEntity.ok(restock(sku, request));
        return key.<ResponseEntity<?>>map((it) -> this.idempotency.once(it, List.of(sku, request), restock))
            .orElseGet(restock);
    }

    private ProductView restock(String sku, RestockRequest request) {
        return Optional.of(sku)
            .filter(Sku::isValid)
            .flatMap((valid) -> this.restockProduct.restock(new Sku(valid), new Quantity(request.quantity())))
            .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND, "There is no such product."));
    }

    /// @param quantity the number of added pieces
    record RestockRequest(@NotNull @Min(1) @Max(Quantity.MAX) Integer quantity) {
    }

}
