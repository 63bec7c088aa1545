package com.example.shop.order.cancellation;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body of `POST /api/orders/{id}/cancellation`, which is optional.
record CancellationRequest(@Size(max = 200) @Pattern(regexp = "\\P{Cc}*",
        message = "must not hold control characters") @Nullable String reason) {
}
