/// Frees the goods of an order that ends, and answers those who ask whether it still can.
///
/// Start with {@link com.example.shop.inventory.release.ReleaseStockWhenCancellationRequested}.
@NullMarked
package com.example.shop.inventory.release;

import org.jspecify.annotations.NullMarked;
