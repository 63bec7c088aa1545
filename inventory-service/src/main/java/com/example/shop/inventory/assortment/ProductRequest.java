package com.example.shop.inventory.assortment;

import com.example.shop.inventory.model.ProductName;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.Sku;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// @param onHand pieces there are from the start; none is fine
record ProductRequest(
        @NotNull @Pattern(regexp = Sku.PATTERN,
                message = "must be 1 to 40 capitals, digits and hyphens, no hyphen first") String sku,
        @NotNull @Pattern(regexp = ProductName.PATTERN,
                message = "must be 1 to 200 characters, not all blank, without control characters") String name,
        @NotNull @Valid PriceRequest unitPrice, @NotNull @Min(0) @Max(Quantity.MAX) Integer onHand) {

    NewProduct toNewProduct() {
        return new NewProduct(new Sku(this.sku), new ProductName(this.name), this.unitPrice.toMoney(), this.onHand);
    }

}
