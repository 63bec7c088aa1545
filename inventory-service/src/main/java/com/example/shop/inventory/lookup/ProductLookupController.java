package com.example.shop.inventory.lookup;

import java.util.List;
import java.util.Optional;

import com.example.shop.common.paging.Cursor;
import com.example.shop.common.paging.Page;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemException.FieldError;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.view.ProductView;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/products` and below, which need no token.
@PermitAll
@RestController
class ProductLookupController {

    private final ProductViews products;

    ProductLookupController(ProductViews products) {
        this.products = products;
    }

    @GetMapping("/api/products")
    Page<ProductView> list(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int size,
            @RequestParam Optional<String> after) {
        Optional<Sku> position = after.map(ProductLookupController::position);
        List<ProductView> found = this.products.after(position, size + 1);
        return Page.of(found, size, ProductView::sku);
    }

    private static Sku position(String cursor) {
        return Cursor.read(cursor)
            .filter(Sku::isValid)
            .map(Sku::new)
            .orElseThrow(() -> new ProblemException(PlatformProblem.VALIDATION_FAILED, "The cursor cannot be used.",
                    List.of(new FieldError("after", "must be the next of an earlier page"))));
    }

    @GetMapping("/api/products/{sku}")
    ProductView product(@PathVariable String sku) {
        return Optional.of(sku)
            .filter(Sku::isValid)
            .flatMap((valid) -> this.products.find(new Sku(valid)))
            .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND, "There is no such product."));
    }

}
