package com.example.shop.inventory.assortment;

import com.example.shop.inventory.model.ProductName;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.Sku;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// @param onHand the first stock, 0 or more
record ProductRequest(@NotNull @Pattern(regexp = Sku.PATTERN,
        message = "must be 1 to 40 capital letters, digits and hyphens, and not start with a hyphen") String sku,
        @NotNull @Pattern(regexp = ProductName.PATTERN,
                message = "must be 1 to 200 characters, not blank, without control characters") String name,
        @NotNull @Valid PriceRequest unitPrice, @NotNull @Min(0) @Max(Quantity.MAX) Integer onHand) {

    NewProduct toNewProduct() {
        return new NewProduct(new Sku(this.sku), new ProductName(this.name), this.unitPrice.toMoney(), this.onHand);
    }

}
