package com.example.shop.order.placement;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemException.FieldError;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.Quantity;
import com.example.shop.order.model.Sku;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/// The body of `POST /api/orders`.
record OrderRequest(@NotNull @Size(min = 1, max = Order.MAX_LINES) List<@NotNull @Valid Line> lines) {

    record Line(@NotNull @Pattern(regexp = Sku.PATTERN) String sku,
            @NotNull @Min(Quantity.MIN) @Max(Quantity.MAX) Integer quantity) {
    }

    /// Translates the lines to the model.
    /// @throws ProblemException if a product occurs twice
    List<RequestedLine> requestedLines() {
        Set<String> seen = new HashSet<>();
        List<FieldError> repeated = IntStream.range(0, this.lines.size())
            .filter((line) -> !seen.add(this.lines.get(line).sku()))
            .mapToObj((line) -> new FieldError(pointer(line), "must name each product once"))
            .toList();
        if (!repeated.isEmpty()) {
            throw new ProblemException(PlatformProblem.VALIDATION_FAILED, "An order names each product once.",
                    repeated);
        }
        return this.lines.stream()
            .map((line) -> new RequestedLine(new Sku(line.sku()), new Quantity(line.quantity())))
            .toList();
    }

    /// The JSON pointer to the sku of a line in the body.
    static String pointer(int line) {
        return "/lines/" + line + "/sku";
    }

}
