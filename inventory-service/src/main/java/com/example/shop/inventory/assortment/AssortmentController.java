package com.example.shop.inventory.assortment;

import java.net.URI;
import java.util.Optional;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.inventory.InventoryProblem;
import com.example.shop.inventory.InventoryRoles;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.view.ProductView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AssortmentController {

    private final RegisterProduct registerProduct;

    private final ChangePrice changePrice;

    AssortmentController(RegisterProduct registerProduct, ChangePrice changePrice) {
        this.registerProduct = registerProduct;
        this.changePrice = changePrice;
    }

    @PostMapping("/api/products")
    @RolesAllowed(InventoryRoles.WAREHOUSE)
    ResponseEntity<ProductView> register(@Valid @RequestBody ProductRequest request) {
        ProductView product = this.registerProduct.register(request.toNewProduct())
            .orElseThrow(() -> new ProblemException(InventoryProblem.PRODUCT_EXISTS,
                    "There is a product %s already.".formatted(request.sku())));
        return ResponseEntity.created(URI.create("/api/products/" + product.sku())).body(product);
    }

    @PutMapping("/api/products/{sku}/price")
    @RolesAllowed(InventoryRoles.WAREHOUSE)
    ProductView changePrice(@PathVariable String sku, @Valid @RequestBody PriceRequest request) {
        return Optional.of(sku)
            .filter(Sku::isValid)
            .flatMap((valid) -> this.changePrice.change(new Sku(valid), request.toMoney()))
            .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND, "There is no such product."));
    }

}
